import { AppError } from '../../errors.ts';
import { createMemorySink, memorySinkLimit } from '../../transfer/open/memory-sink.ts';
import type { CreateSink } from '../../transfer/sink-port.ts';
import type { VaultSinks } from '../environment.ts';
import { createDirectoryFileSink } from './directory/directory-file-sink.ts';
import { createDownloadStreamSink } from './download-stream-sink.ts';
import type { Liveness } from './liveness.ts';
import { createPickedFileSink } from './picked-file-sink.ts';
import type { PrivateFiles } from './private-files.ts';
import type { ToStream } from './stream-protocol.ts';

/** All the places where opened plaintext goes. */
export function createSinks(parts: {
  /** null where the browser has no private storage: memory serves instead, up to its limit */
  readonly files: PrivateFiles | null;
  readonly liveness: Liveness;
}): VaultSinks {
  const { files, liveness } = parts;
  return {
    openTarget(target, name) {
      switch (target.kind) {
        case 'picked-file':
          return () => createPickedFileSink(target.handle);
        case 'directory-file':
          return () => createDirectoryFileSink(target.directory, target);
        case 'download-stream':
          return ({ bytes, isBound = false }) =>
            createDownloadStreamSink(target.port, isBound ? null : bytes, liveness);
        case 'private-file':
          return files ? (request) => files.createSink(request) : inMemory(name);
        case 'memory':
        default:
          return inMemory(name);
      }
    },
    release(target) {
      if (target.kind !== 'download-stream') return;
      const fail: ToStream = { type: 'fail' };
      target.port.postMessage(fail);
      target.port.close();
    },
    removePlace: async (place) => files?.remove(place),
    sweep: async (keep) => files?.sweep(keep),
    forget: async () => files?.forget(),
  };
}

function inMemory(name: string): CreateSink {
  return async ({ bytes }) => {
    if (bytes > memorySinkLimit) {
      throw new AppError('storage-unavailable', 'the file is too large to be opened in memory', {
        details: { limit: memorySinkLimit },
      });
    }
    return createMemorySink(name);
  };
}
