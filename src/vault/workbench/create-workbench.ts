import type { WorkbenchCommands } from '../workbench-contract.ts';
import { benchKeys } from './bench-keys.ts';
import type { BenchWorld } from './bench-world.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import { listKept } from './kept-documents.ts';
import { makeKeyPair, openWithPair, sealForPair } from './key-pairs.ts';
import { openByRsaKey, rsaKey, sealForRsaKey } from './rsa-key.ts';
import { openSecret, sealSecret } from './secrets.ts';
import { moveKey, proveKey } from './wrapped-key.ts';

type Handlers = {
  readonly [C in keyof WorkbenchCommands]: (
    input: WorkbenchCommands[C]['input'],
  ) => Promise<WorkbenchCommands[C]['output']>;
};

/**
 * The commands of the key bench. What seals with a public key asks nobody, and so works while the network is away.
 * @param within runs a command in the session that there is
 */
export function createWorkbench(
  within: <T>(perform: (world: BenchWorld) => Promise<T>) => Promise<T>,
  now: () => number,
): Handlers {
  return {
    benchKeys: () => within(benchKeys),
    sealSecret: (input) => within((world) => sealSecret(world, input)),
    openSecret: ({ from }) => within((world) => openSecret(world, from)),
    keptDocuments: ({ kind }) => within((world) => listKept(world, kind)),
    sealEnvelope: ({ content }) => within((world) => sealEnvelope(world, content)),
    openEnvelope: ({ message }) => within((world) => openEnvelope(world, message)),
    makeKeyPair: (input) => within((world) => makeKeyPair(world, input)),
    sealForPair: (input) => sealForPair(input, now),
    openWithPair: (input) => within((world) => openWithPair(world, input)),
    rsaKey: () => within(rsaKey),
    sealForRsaKey: (input) => sealForRsaKey(input),
    openByRsaKey: ({ text }) => within((world) => openByRsaKey(world, text)),
    proveKey: ({ from }) => within((world) => proveKey(world, from)),
    moveKey: (input) => within((world) => moveKey(world, input)),
  };
}
