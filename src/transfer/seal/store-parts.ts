import type { SealAttempt } from './attempt.ts';
import { crc32Header } from './crc32.ts';
import { watchFile } from './file-slices.ts';
import { unlessStored } from './is-stored.ts';
import { type MoveListener, moveParts, type Upload } from './move-parts.ts';

/** Milliseconds between two steps of comparing. */
const interval = 100;

/**
 * Brings an upload's parts to S3, completes it under a key that must be free unless it replaces what is there, and removes its record.
 * @throws StartOver; AppError `name-taken`, `upload-lost`, whatever crew and store throw; the signal's reason
 */
export async function storeParts(attempt: SealAttempt, upload: Upload): Promise<void> {
  const { ports, request, file, notes } = attempt;
  const { store, gate } = ports;
  const { signal, onStep } = request;
  const { key, uploadId, sealer, plan } = upload;
  const unchanged = watchFile(file);
  const { listener, end } = listen(attempt, upload);
  let moved: Awaited<ReturnType<typeof moveParts>>;
  try {
    moved = await moveParts(ports, upload, signal, listener);
    unchanged.assertUnchanged();
  } finally {
    end();
  }
  await gate.passed(signal);
  onStep({ status: 'finishing', key });
  const size = plan.messageLength;
  await unlessStored(store, { key, header: sealer.header, length: size }, () =>
    store.completeMultipart({
      key,
      uploadId,
      parts: moved.stored,
      crc32: crc32Header(moved.crc),
      size,
      onlyIfAbsent: !attempt.replaces,
      signal,
    }),
  );
  await notes.remove();
}

function listen(
  { ports, request, progressFor }: SealAttempt,
  { key, plan, held }: Upload,
): { readonly listener: MoveListener; readonly end: () => void } {
  const total = plan.parts
    .filter(({ partNumber }) => held.has(partNumber))
    .reduce((sum, { plaintextStart, plaintextEnd }) => sum + plaintextEnd - plaintextStart, 0);
  let checked = 0;
  let shownAt = Number.NEGATIVE_INFINITY;
  const show = (): void => {
    const at = ports.now();
    if (at - shownAt < interval && checked < total) return;
    shownAt = at;
    request.onStep({ status: 'checking', key, moved: checked, total });
  };
  if (total > 0) show();
  let progress: ReturnType<typeof progressFor> | null = null;
  return {
    listener: {
      onChecked: (bytes) => {
        checked += bytes;
        show();
      },
      onMoving: () => {
        progress = progressFor(key, checked);
      },
      onMoved: (bytes) => progress?.advance(bytes),
    },
    end: () => progress?.end(),
  };
}
