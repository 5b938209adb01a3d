import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Attributes that people read or hear. */
const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'alt',
  'label',
  'placeholder',
  'title',
]);

/** The same in every language: names of fields in the technical details of a failure, which are copied to administrators, and of a format. */
const technical = new Set([
  'error-notice.tsx: code',
  'error-notice.tsx: message',
  'doctor/fix-view.tsx: JSON',
]);

const hasWords = (text: string): boolean => /\p{L}{2}/u.test(text);

/** What is written in a component itself and would be shown: text between tags, and literals in what is spoken. */
function literalsOf(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(folder, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) found.push(node.text.trim());
    if (ts.isJsxExpression(node) && node.expression !== undefined && isShown(node)) {
      found.push(...stringsOf(node.expression));
    }
    if (ts.isJsxAttribute(node) && node.initializer !== undefined && ts.isStringLiteral(node.initializer)) {
      if (spoken.has(node.name.getText())) found.push(node.initializer.text);
    }
    node.forEachChild(visit);
  };
  visit(source);
  return found.filter(hasWords).map((text) => `${file}: ${text}`);
}

/** Whether an expression is a child, or the value of an attribute that is spoken. */
function isShown({ parent }: ts.JsxExpression): boolean {
  return ts.isJsxAttribute(parent) ? spoken.has(parent.name.getText()) : true;
}

/** String literals that the expression may come to, not those that it only compares with. */
function stringsOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isParenthesizedExpression(expression)) return stringsOf(expression.expression);
  if (ts.isConditionalExpression(expression)) {
    return [...stringsOf(expression.whenTrue), ...stringsOf(expression.whenFalse)];
  }
  if (ts.isTemplateExpression(expression)) {
    return [expression.head.text, ...expression.templateSpans.map(({ literal }) => literal.text)];
  }
  return [];
}

it('finds what is written in a component', () => {
  expect(literalsOf('error-notice.tsx')).toEqual(['error-notice.tsx: code', 'error-notice.tsx: message']);
});

it('keeps every word that people read among the messages', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tsx'),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap(literalsOf).filter((found) => !technical.has(found))).toEqual([]);
});
