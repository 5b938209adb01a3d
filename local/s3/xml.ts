import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { S3Error } from './s3-error.ts';

/** An element's content: text, or child elements. Undefined children are left out; an array repeats its element. */
type XmlContent = string | number | boolean | XmlElements;
export interface XmlElements {
  readonly [name: string]: XmlContent | readonly XmlContent[] | undefined;
}

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** An XML document in S3's namespace (error documents have none). */
export function xmlDocument(root: string, content: XmlElements | string, plain = false): string {
  const start = plain ? root : `${root} xmlns="${namespace}"`;
  const body = typeof content === 'string' ? escapeXml(content) : elements(content);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${start}>${body}</${root}>`;
}

function elements(content: XmlElements): string {
  return Object.entries(content)
    .map(([name, value]) => {
      if (value === undefined) return '';
      if (isList(value)) return value.map((item) => element(name, item)).join('');
      return element(name, value);
    })
    .join('');
}

function isList(value: XmlContent | readonly XmlContent[]): value is readonly XmlContent[] {
  return Array.isArray(value);
}

function element(name: string, value: XmlContent): string {
  return `<${name}>${typeof value === 'object' ? elements(value) : escapeXml(String(value))}</${name}>`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters become references, as S3 writes them; keys that hold some are why listings can be URL-encoded. */
function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"\p{Cc}]/gu, (character) => {
    if (character === '\t' || character === '\n') return character;
    return escapes[character] ?? `&#x${character.charCodeAt(0).toString(16)};`;
  });
}

/** A parsed request element: its text and its child elements in order. */
export interface XmlNode {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlNode[];
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false,
  removeNSPrefix: true,
  processEntities: false,
});

/**
 * Parses a request body. Document types are refused, so nothing can be defined or expanded; only the five predefined
 * entities and character references mean something.
 * @throws S3Error MalformedXML
 */
export function parseXml(body: Buffer, rootName: string): XmlNode {
  const text = body.toString('utf8');
  if (
    !Buffer.from(text, 'utf8').equals(body) ||
    /<!DOCTYPE/iu.test(text) ||
    XMLValidator.validate(text) !== true
  ) {
    throw new S3Error('MalformedXML');
  }
  let roots: XmlNode[];
  try {
    roots = toNodes(parser.parse(text));
  } catch (error) {
    if (error instanceof S3Error) throw error;
    throw new S3Error('MalformedXML');
  }
  const root = roots.find((node) => node.name === rootName);
  if (root === undefined) throw new S3Error('MalformedXML');
  return root;
}

function toNodes(parsed: unknown): XmlNode[] {
  if (!Array.isArray(parsed)) return [];
  const nodes: XmlNode[] = [];
  for (const entry of parsed as unknown[]) {
    if (typeof entry !== 'object' || entry === null) continue;
    for (const [name, content] of Object.entries(entry)) {
      if (name === '#text' || name === ':@') continue;
      nodes.push({ name, text: textOf(content), children: toNodes(content) });
    }
  }
  return nodes;
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return '';
  return (content as unknown[])
    .map((entry) => {
      const text: unknown =
        typeof entry === 'object' && entry !== null ? Reflect.get(entry, '#text') : undefined;
      return typeof text === 'string' ? unescapeXml(text) : '';
    })
    .join('');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replaceAll(/&([^;&\s]*);?/gu, (whole, name: string) => {
    const known = entities[name];
    if (known !== undefined && whole.endsWith(';')) return known;
    const reference = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/iu.exec(name);
    const point =
      reference === null
        ? Number.NaN
        : parseInt(reference[1] ?? reference[2] ?? '', reference[1] === undefined ? 10 : 16);
    const character = (point >= 1 && point < 0xd800) || (point > 0xdfff && point <= 0x10ffff);
    if (!character || !whole.endsWith(';')) throw new S3Error('MalformedXML');
    return String.fromCodePoint(point);
  });
}

/** Text of the first child of that name, if there is one. */
export function childText(node: XmlNode, name: string): string | undefined {
  return node.children.find((child) => child.name === name)?.text;
}

export function childrenNamed(node: XmlNode, name: string): readonly XmlNode[] {
  return node.children.filter((child) => child.name === name);
}
