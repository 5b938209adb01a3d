import type { ErrorCode, ErrorData, ErrorDetails } from '../../errors.ts';
import { visibleName } from '../format/visible-name.ts';

/** One sentence that says what happened, one that says what to do. */
export interface ErrorText {
  readonly title: string;
  readonly advice: string;
}

/** A language's sentences for every failure there is. */
export type ErrorTexts = Readonly<Record<ErrorCode, ErrorText | ((details: ErrorDetails) => ErrorText)>>;

/** The same failures where they mean something else. */
export type OtherErrorTexts = Readonly<Partial<Record<ErrorCode, ErrorText>>>;

type DescribeError = (error: ErrorData) => ErrorText;

export function describeBy(texts: ErrorTexts): DescribeError {
  return ({ code, details }) => {
    const text = texts[code];
    return typeof text === 'function' ? text(details) : text;
  };
}

/** Details come from outside: they are shown as what they are, and no longer than a line or two. Nothing where there is none. */
export function said(value: ErrorDetails[string] | undefined, phrase: (text: string) => string): string {
  if (typeof value !== 'string' || value === '') return '';
  const shown = visibleName(value);
  return phrase(shown.length > 300 ? `${shown.slice(0, 300)}…` : shown);
}

/** A phrase of a number among the details; nothing where there is none. */
export function numbered(
  value: ErrorDetails[string] | undefined,
  phrase: (number: number) => string,
): string {
  return typeof value === 'number' ? phrase(value) : '';
}
