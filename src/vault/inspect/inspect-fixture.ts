import { createMemoryFiling } from '../../filing/testing/memory-filing.ts';
import { type Bytes, concatBytes } from '../../bytes/bytes.ts';
import { utf8Encode } from '../../bytes/text.ts';
import { importDataKey } from '../../crypto/data-key.ts';
import { createSealer } from '../../crypto/sealer.ts';
import type { HeaderField } from '../../inspect/anatomy.ts';
import type { Edit } from '../../inspect/edits.ts';
import type { Inspection } from '../../inspect/inspection.ts';
import type { EncryptedDataKey } from '../../message/header.ts';
import { sealingSuite } from '../../message/suites.ts';
import { fakeKeyFacts } from '../../transfer/testing/fake-key-facts.ts';
import { createLocalCrew } from '../../transfer/local-crew.ts';
import type { FakeKms } from '../../transfer/testing/fake-kms.ts';
import type { MemoryStore } from '../../transfer/testing/memory-store.ts';
import {
  createSmallWorld,
  fileOf,
  owner,
  smallFrame,
  smallTuning,
} from '../../transfer/testing/small-world.ts';
import type { VaultEvent } from '../contract.ts';
import type { InspectTarget, VerificationEvent } from '../inspect-contract.ts';
import type { Session } from '../session.ts';
import { createInspectCommands } from './inspect-commands.ts';
import { noBench } from '../workbench/no-bench.ts';

/** For tests: one sealed file in a small world, and the panel's commands over it. */

/** Where that file is stored, in frames of `smallFrame` bytes: six whole ones and 100 bytes. */
export const key = `${owner}/a.bin`;
export const stored = { kind: 'stored', key } as const;
export const plaintextLength = 6 * smallFrame + 100;
export const frameStride = smallFrame + 32;
export const all = { kind: 'all' } as const;

export interface InspectWorld {
  readonly commands: ReturnType<typeof createInspectCommands>;
  readonly store: MemoryStore;
  readonly kms: FakeKms;
  readonly events: readonly VerificationEvent[];
  /** ends the session */
  readonly ending: AbortController;
  /** Seals another file. @returns its key */
  readonly seal: (file: File) => Promise<string>;
}

export async function inspectWorld(): Promise<InspectWorld> {
  const small = createSmallWorld();
  const { store, kms } = small;
  const events: VerificationEvent[] = [];
  const ending = new AbortController();
  const session: Session = {
    identityId: owner,
    kmsKeyId: 'alias/files',
    store,
    filing: createMemoryFiling(store),
    kms,
    keyFacts: fakeKeyFacts,
    bench: noBench,
    forTransfer: () => ({ store, kms }),
    clock: Date.now,
    end: () => {},
  };
  const emit = (event: VaultEvent): void => {
    if (event.type === 'verification') events.push(event);
  };
  const commands = createInspectCommands(
    { crew: createLocalCrew(), tuning: smallTuning, emit },
    { withSession: (perform) => perform(session), isAlone: () => false, signal: ending.signal },
  );
  const seal: InspectWorld['seal'] = async (file) => (await small.seal(file)).key;
  await seal(fileOf(plaintextLength));
  return { commands, store, kms, events, ending, seal };
}

/** A file of the person's own. */
export function localFile(content: Bytes | string): InspectTarget {
  return { kind: 'local', file: new File([content], 'local.esdk') };
}

/** The offset of a field's first byte. */
export function offsetOf({ anatomy }: Inspection, wanted: HeaderField): number {
  const found = anatomy.fields.find(({ field }) => field === wanted);
  if (found === undefined) throw new Error(`no ${wanted}`);
  return found.offset;
}

/** Where the frame at a place, from 1, begins. */
export function frameAt({ frames }: Inspection, place: number): number {
  if (frames === null) throw new Error('no frames');
  return frames.bodyOffset + (place - 1) * frameStride;
}

export function flip(offset: number): Edit {
  return { kind: 'flip', offset, mask: 1 };
}

/** A whole small message under these wrapped keys; `own` stands for the one that the KMS makes for it. */
export async function sealedUnder(
  kms: FakeKms,
  keys: readonly (EncryptedDataKey | 'own')[],
  context: ReadonlyMap<string, string>,
): Promise<Bytes> {
  const { plaintext, wrapped, keyArn } = await kms.generateDataKey({ keyId: 'alias/files', context });
  const own = { providerId: 'aws-kms', providerInfo: utf8Encode(keyArn), ciphertext: wrapped };

  const sealer = await createSealer({
    dataKey: await importDataKey(sealingSuite, plaintext),
    edks: keys.map((one) => (one === 'own' ? own : one)),
    context,
    frameLength: smallFrame,
    plaintextLength: 5,
  });
  const { prefix, sealed } = await sealer.sealFrame(1, new Uint8Array(5));
  return concatBytes(sealer.header, prefix, sealed);
}
