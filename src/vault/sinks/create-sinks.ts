import { AppError } from '../../errors.ts';
import { createMemorySink, memorySinkLimit } from '../../transfer/open/memory-sink.ts';
import type { CreateSink } from '../../transfer/sink-port.ts';
import type { OpenTarget } from '../contract.ts';
import { createDownloadStreamSink } from './download-stream-sink.ts';
import type { Liveness } from './liveness.ts';
import { createPickedFileSink } from './picked-file-sink.ts';
import type { PrivateFiles } from './private-files.ts';
import type { ToStream } from './stream-protocol.ts';

/** All the places where opened plaintext goes. */
export interface Sinks {
  /** `name`: of the file that is handed over where the target has none of its own */
  openTarget(target: OpenTarget, name: string): CreateSink;
  /** The opening ended without a sink, or with one: a download that waits for its first byte is called off. Never throws. */
  release(target: OpenTarget): void;
  /** Removes the beginning that an interrupted opening left. Never throws. */
  removePlace(place: string): Promise<void>;
  /** Removes all beginnings but these. Never throws. */
  sweep(keep: ReadonlySet<string>): Promise<void>;
  /** Removes all plaintext of this session, and every beginning. Never throws. */
  forget(): Promise<void>;
}

export function createSinks(parts: {
  /** null where the browser has no private storage: memory serves instead, up to its limit */
  readonly files: PrivateFiles | null;
  readonly liveness: Liveness;
}): Sinks {
  const { files, liveness } = parts;
  const inMemory =
    (name: string): CreateSink =>
    async ({ bytes }) => {
      if (bytes > memorySinkLimit) {
        throw new AppError('storage-unavailable', 'the file is too large to be opened in memory', {
          details: { limit: memorySinkLimit },
        });
      }
      return createMemorySink(name);
    };
  return {
    openTarget(target, name) {
      switch (target.kind) {
        case 'picked-file':
          return () => createPickedFileSink(target.handle);
        case 'download-stream':
          return ({ bytes }) => createDownloadStreamSink(target.port, bytes, liveness);
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
