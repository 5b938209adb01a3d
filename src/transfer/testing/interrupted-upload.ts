import { expect } from 'vitest';
import { AppError, type ErrorCode } from '../../errors.ts';
import type { SealRecord } from '../journal-port.ts';
import type { StoreOperation } from './memory-store.ts';
import { createSmallWorld, fileOf, owner, patternBytes, smallPart, type SmallWorld } from './small-world.ts';

export const length = 5 * smallPart;
export const record = 'r';

/** An upload that met `code` at its `nth` request of a kind. */
export async function interrupted(
  operation: StoreOperation = 'putPart',
  nth = 4,
  code: ErrorCode = 'offline',
): Promise<SmallWorld> {
  const world = createSmallWorld();
  await interrupt(world, operation, nth, code);
  return world;
}

async function interrupt(
  world: SmallWorld,
  operation: StoreOperation,
  nth: number,
  code: ErrorCode,
): Promise<void> {
  let times = 0;
  world.store.intercept = (asked) => {
    if (asked === operation && (times += 1) >= nth) throw new AppError(code, 'no');
  };
  await expect(world.seal(fileOf(length), { record })).rejects.toMatchObject({ code });
  world.store.intercept = () => {};
}

export async function expectStored(world: SmallWorld, key: string, bytes = length): Promise<void> {
  const { file } = await world.open(key);
  expect(Buffer.compare(Buffer.from(await file.arrayBuffer()), Buffer.from(patternBytes(bytes)))).toBe(0);
  expect(world.store.uploads.size).toBe(0);
  expect(await world.ports.journal.list(owner)).toEqual([]);
  expect(await world.ports.journal.partCount(record)).toBe(0);
  expect(await world.ports.claims.held()).toEqual(new Set());
}

export async function theRecord(world: SmallWorld): Promise<SealRecord> {
  const kept = await world.ports.journal.get(record);
  if (kept?.kind !== 'seal') throw new Error('no record');
  return kept;
}
