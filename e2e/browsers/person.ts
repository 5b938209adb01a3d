import { setTimeout as sleep } from 'node:timers/promises';
import type { Driver, PageElement } from './driver.ts';
import {
  buttonNamed,
  fieldLabelled,
  inputBehind,
  pageWords,
  readTransfer,
  type TransferReading,
} from './page-queries.ts';

/** milliseconds that something of the page may take to appear */
const appearTime = 30_000;
/** milliseconds between two looks at the page */
const lookEvery = 15;

/** What a person does with the page; each act waits until the page offers it. */
export interface Person {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** the button with this accessible name */
  press(name: string): Promise<void>;
  fill(label: string, text: string): Promise<void>;
  /** by the button with this accessible name; `path` is absolute */
  chooseFile(name: string, path: string): Promise<void>;
  /** An element that is no button; `what` names it where it does not appear. */
  click(what: string, find: () => Promise<PageElement | null>): Promise<void>;
  /** Waits until there is something. */
  await(what: string, look: () => Promise<true | null>): Promise<void>;
  /** Waits for a button without pressing it. */
  see(name: string): Promise<void>;
  /** Waits until the transfer is as wanted. @throws Error at once when the transfer failed */
  watch(
    transfer: WatchedTransfer,
    isWanted: (reading: TransferReading) => boolean,
    milliseconds: number,
  ): Promise<TransferReading>;
}

export interface WatchedTransfer {
  readonly kind: 'Sealing' | 'Opening';
  readonly name: string;
}

export function personAt(driver: Driver): Person {
  const button = (name: string) =>
    appears(driver, `button “${name}”`, () => driver.find(buttonNamed, name), appearTime);
  return {
    goto: (url) => driver.goto(url),
    reload: () => driver.reload(),
    async press(name) {
      await (await button(name)).click();
    },
    async fill(label, text) {
      const find = () => driver.find(fieldLabelled, label);
      await (await appears(driver, `field “${label}”`, find, appearTime)).type(text);
    },
    async chooseFile(name, path) {
      const find = () => driver.find(inputBehind, name);
      await (await appears(driver, `file input “${name}”`, find, appearTime)).chooseFile(path);
    },
    async click(what, find) {
      await (await appears(driver, what, find, appearTime)).click();
    },
    async await(what, look) {
      await appears(driver, what, look, appearTime);
    },
    async see(name) {
      await button(name);
    },
    watch(transfer, isWanted, milliseconds) {
      const { kind, name } = transfer;
      const look = async (): Promise<TransferReading | null> => {
        const reading = await driver.evaluate(readTransfer, kind, name);
        if (reading === null) return null;
        if (isWanted(reading)) return reading;
        if (reading.status === 'failed') throw new Error(`${kind} failed: ${reading.words}`);
        return null;
      };
      return appears(driver, `${kind.toLowerCase()} of ${name} as wanted`, look, milliseconds);
    },
  };
}

/** Looks again and again until there is something. @throws Error with what the page says instead */
async function appears<T>(
  driver: Driver,
  what: string,
  look: () => Promise<T | null>,
  milliseconds: number,
): Promise<T> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadline) {
      const words = await driver.evaluate(pageWords);
      throw new Error(`no ${what} within ${milliseconds / 1000} s; the page says: ${words}`);
    }
    await sleep(lookEvery);
  }
}
