import type { Sealer } from '../../crypto/sealer.ts';
import type { SealedPart } from '../crew-port.ts';
import type { SealAttempt } from './attempt.ts';
import { crc32Header } from './crc32.ts';
import { watchFile } from './file-slices.ts';
import { unlessStored } from './is-stored.ts';
import { whilePassing } from './while-passing.ts';

/**
 * Seals a file of one part and stores it under a key that must be free, unless it replaces what is there. The journal has nothing of it: it is sealed anew next time,
 * unless what `onUnsettled` was told is found to be stored after all.
 * @throws AppError `name-taken` when somebody took the key meanwhile; whatever crew and store throw
 */
export async function storeSingle(attempt: SealAttempt, key: string, sealer: Sealer): Promise<void> {
  const { file, request, ports, storageEncryption } = attempt;
  const { store, crew, gate, tuning, parts: pacer } = ports;
  const { signal } = request;
  const unchanged = watchFile(file);
  const progress = attempt.progressFor(key, 0);
  const seal = (): Promise<SealedPart> =>
    crew.sealPart(
      {
        file,
        start: 0,
        run: sealer.take(1, sealer.frameCount),
        lead: sealer.header,
        readLength: tuning.readLength,
        body: tuning.body,
      },
      signal,
    );
  try {
    let sealing: Promise<SealedPart> | null = null;
    const message = { key, header: sealer.header, length: sealer.messageLength };
    const { size, lastModified } = file;
    attempt.onUnsettled({ ...message, size, lastModified });
    await unlessStored(store, message, () =>
      whilePassing({ gate, pacer, signal }, async (either) => {
        sealing ??= seal();
        const { body, crc } = await sealing;
        unchanged.assertUnchanged();
        await store.put({
          key,
          body,
          crc32: crc32Header(crc),
          onlyIfAbsent: !attempt.replaces,
          storageEncryption,
          signal: either,
        });
      }),
    );
    progress.advance(file.size);
  } finally {
    progress.end();
  }
  request.onStep({ status: 'finishing', key });
}
