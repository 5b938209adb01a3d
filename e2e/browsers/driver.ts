export type PageValue = string | number | boolean | null;

/** A function that is sent to the page as source: it may use nothing from outside itself but its arguments. */
export type PageFunction<Args extends readonly PageValue[], T> = (...args: Args) => T | Promise<T>;

/**
 * The function's call as an expression of JavaScript. `__name` is what the compiler wraps functions in to keep their names; in
 * the page it gives them back as they are.
 */
export function callExpression<Args extends readonly PageValue[]>(
  pageFunction: PageFunction<Args, unknown>,
  args: Args,
): string {
  const call = `(${pageFunction.toString()})(${args.map((value) => JSON.stringify(value)).join(', ')})`;
  return `((__name) => ${call})((named) => named)`;
}

/** One element of the page, worked as a person works it: clicks and keys are the browser's own, with user activation. */
export interface PageElement {
  click(): Promise<void>;
  type(text: string): Promise<void>;
  /** for `input[type=file]`: absolute path of a file on this machine */
  chooseFile(path: string): Promise<void>;
}

/** What the scenario needs of a browser under automation. */
export interface Driver {
  /** absolute path of the folder that downloads go to */
  readonly downloads: string;
  /** the process that all others of this browser descend from */
  readonly rootProcess: number;
  /** the browser's own */
  readonly version: string;
  goto(url: string): Promise<void>;
  /** Reloads; a question whether to leave is answered with yes. */
  reload(): Promise<void>;
  /** What the function gives, which must be plain data. */
  evaluate<Args extends readonly PageValue[], T>(
    pageFunction: PageFunction<Args, T>,
    ...args: Args
  ): Promise<T>;
  /** null when the page has no such element now */
  find<Args extends readonly PageValue[]>(
    pageFunction: PageFunction<Args, Element | null>,
    ...args: Args
  ): Promise<PageElement | null>;
  close(): Promise<void>;
}

/** Starts one browser with a home of its own in `folder`, which is new and empty. */
export type StartDriver = (folder: string) => Promise<Driver>;
