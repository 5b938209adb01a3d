import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../stack.ts';
import type { Driver } from './driver.ts';
import { digestOf } from './file-digest.ts';
import { answerFilePicker, pickedFileDigest, sinkInUse, watchTargets } from './page-queries.ts';
import { lookAndZip } from './look-and-zip.ts';
import { personAt, type Person, type WatchedTransfer } from './person.ts';
import { watchMemory } from './process-memory.ts';
import { assertNothingMoves } from './request-tally.ts';
import { resumeAfterReload } from './resume-after-reload.ts';

const MiB = 1024 * 1024;
/** milliseconds a transfer may take; a slow machine needs a fraction of it */
const transferTime = 300_000;
/** per cent after which a transfer is interrupted */
const middle = 25;

export interface Moved {
  /** without the time it was paused */
  readonly mebibytesPerSecond: number;
  /** MiB of resident memory that the process that grew most grew by */
  readonly growth: number;
  readonly grownProcess: string;
}

export interface ScenarioResult {
  readonly seal: Moved;
  readonly open: Moved;
  readonly sink: string;
  readonly identical: boolean;
  /** parts that S3 held when the page was reloaded, and how many in all */
  readonly resumed: { readonly held: number; readonly parts: number };
}

/**
 * Seals a file, pauses in the middle and goes on; opens it, pauses and goes on; reloads the page in the middle of a second
 * upload and goes on; looks at a picture and a PDF, and opens three files as one ZIP. Files are absolute paths.
 * @throws Error in words that say what did not happen
 */
export async function performScenario(
  driver: Driver,
  stack: Stack,
  files: { readonly main: string; readonly reloaded: string },
): Promise<ScenarioResult> {
  const person = personAt(driver);
  await signIn(person, stack);
  await driver.evaluate(watchTargets);
  if (await driver.evaluate(hasFilePicker)) await driver.evaluate(answerFilePicker);
  const name = basename(files.main);
  const size = (await stat(files.main)).size;

  const seal = await moveWithPause({ driver, person, stack, size }, { kind: 'Sealing', name }, () =>
    person.chooseFile('Choose files', files.main),
  );
  const open = await moveWithPause({ driver, person, stack, size }, { kind: 'Opening', name }, () =>
    person.press(`Open ${name}`),
  );
  const sink = await driver.evaluate(sinkInUse);
  const saved =
    sink === 'file-picker'
      ? await driver.evaluate(pickedFileDigest)
      : await digestOf(await savedFile(driver.downloads, name, size));
  const identical = saved === (await digestOf(files.main));
  const resumed = await resumeAfterReload({ person, stack, middle, transferTime }, files.reloaded);
  const small = join(dirname(driver.downloads), 'small');
  await lookAndZip(driver, person, small);
  return { seal, open, sink, identical, resumed };
}

async function signIn(person: Person, stack: Stack): Promise<void> {
  const [alice] = stack.aws.demoUsers;
  if (alice === undefined) throw new Error('the local AWS has no demo users');
  await person.goto(stack.origin);
  await person.press('Sign in');
  await person.fill('Username', alice.username);
  await person.fill('Password', alice.password);
  await person.press('Sign in');
  await person.see('Sign out');
}

/** Begins a transfer, pauses it in the middle, sees that nothing moves, resumes it and waits for its end. */
async function moveWithPause(
  parts: {
    readonly driver: Driver;
    readonly person: Person;
    readonly stack: Stack;
    /** bytes */
    readonly size: number;
  },
  transfer: WatchedTransfer,
  begin: () => Promise<void>,
): Promise<Moved> {
  const { driver, person, stack, size } = parts;
  const memory = watchMemory(driver.rootProcess);
  const begun = performance.now();
  await begin();
  await person.watch(transfer, ({ percent }) => percent !== null && percent >= middle, transferTime);
  await person.press(`Pause ${transfer.name}`);
  await person.watch(transfer, ({ status }) => status === 'paused', transferTime);
  const paused = performance.now();
  await assertNothingMoves(stack.aws.url);
  const still = performance.now() - paused;
  await person.press(`Resume ${transfer.name}`);
  await person.watch(transfer, ({ status }) => status === 'done', transferTime);
  const seconds = (performance.now() - begun - still) / 1000;
  const { mebibytes, process } = memory.growth();
  return { mebibytesPerSecond: size / MiB / seconds, growth: mebibytes, grownProcess: process };
}

/** The path of a download once the browser has finished it: browsers move it there after the last byte. */
async function savedFile(downloads: string, name: string, size: number): Promise<string> {
  const path = join(downloads, name);
  const deadline = performance.now() + transferTime;
  for (;;) {
    const found = await stat(path).catch(() => null);
    if (found?.size === size) return path;
    if (performance.now() > deadline)
      throw new Error(`the browser saved ${found?.size ?? 'none'} of ${size} bytes`);
    await sleep(100);
  }
}

function hasFilePicker(): boolean {
  return 'showSaveFilePicker' in window;
}
