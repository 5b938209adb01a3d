import type { MessageStore } from '../transfer/store-port.ts';
import type { Tuning } from '../transfer/tuning.ts';
import { openTarget } from './inspect/open-target.ts';

/**
 * A message on the device as the only object of a store, so that it is opened the way a stored one is. Base64 is decoded.
 * @throws AppError `file-unreadable`, also from `read` once the file has changed; `message-*`, `context-invalid` for what is no message
 */
export async function localStore(
  file: File,
  { firstRead }: Pick<Tuning, 'firstRead'>,
  signal: AbortSignal,
): Promise<MessageStore> {
  const target = { kind: 'local', file } as const;
  const { source, header } = await openTarget(null, { target, edits: [], firstRead, signal });
  if ('problem' in header) throw header.problem;
  const { size } = source;
  return {
    bucket: '',
    async read({ first, last, signal: own }) {
      const bytes = await source.read(first, Math.min(last, size - 1), own);
      // A file that changes cannot be read any more, so there is only one version of it.
      return { bytes, size, etag: '', ticket: null };
    },
  };
}
