import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import type { EncryptionContext } from '../message/context.ts';
import type { EncryptedDataKey } from '../message/header.ts';
import type { DataKey } from './data-key.ts';
import { createSealer } from './sealer.ts';

/**
 * Seals what lies whole in memory as one message: the counterpart of `openWhole`.
 * @throws AppError as `createSealer` does
 */
export async function sealWhole(input: {
  readonly dataKey: DataKey;
  readonly edks: readonly EncryptedDataKey[];
  readonly context: EncryptionContext;
  readonly frameLength: number;
  readonly plaintext: Bytes;
  /** told as it happens */
  readonly note?: (moment: 'derived' | 'committed' | 'sealed') => void;
}): Promise<{ readonly message: Bytes; readonly headerLength: number; readonly frameCount: number }> {
  const { plaintext, frameLength, note = () => {}, ...rest } = input;
  const sealer = await createSealer({ ...rest, frameLength, plaintextLength: plaintext.length, note });
  const frames = await Promise.all(
    Array.from({ length: sealer.frameCount }, (_, index) =>
      sealer.sealFrame(index + 1, plaintext.subarray(index * frameLength, (index + 1) * frameLength)),
    ),
  );
  note('sealed');
  const pieces = frames.flatMap(({ prefix, sealed }) => [prefix, sealed]);
  return {
    message: concatBytes(sealer.header, ...pieces),
    headerLength: sealer.header.length,
    frameCount: sealer.frameCount,
  };
}
