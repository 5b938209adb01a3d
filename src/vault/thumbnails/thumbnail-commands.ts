import { AppError } from '../../errors.ts';
import type { VaultEnvironment } from '../environment.ts';
import type { Session } from '../session.ts';
import type { ThumbnailCommands, ThumbnailId } from '../thumbnail-contract.ts';
import { createKeptThumbnails, type PicturedObject } from './kept-thumbnails.ts';
import { openPicture } from './open-picture.ts';

type ThumbnailHandlers = {
  readonly [C in keyof ThumbnailCommands]: (
    input: ThumbnailCommands[C]['input'],
  ) => Promise<ThumbnailCommands[C]['output']>;
};

type PictureSession = Pick<Session, 'store' | 'kms' | 'identityId' | 'kmsKeyId'>;

/** The commands by which thumbnails are made, kept and removed. */
export function createThumbnailCommands(
  environment: Pick<VaultEnvironment, 'crew' | 'tuning' | 'thumbnails'>,
  withSession: <T>(perform: (session: PictureSession) => Promise<T>) => Promise<T>,
  signal: AbortSignal,
): ThumbnailHandlers {
  const { crew, tuning } = environment;
  const kept = createKeptThumbnails(environment.thumbnails);
  const stops = new Map<ThumbnailId, AbortController>();
  /** pictures the page has, and is to make small */
  const handedOut = new Map<ThumbnailId, PicturedObject>();
  /** what is being kept: all of it ends before anything is removed */
  const keeping = new Set<Promise<void>>();
  let untilForgotten = new AbortController();

  const keep: typeof kept.keep = (...args) => {
    const one = kept.keep(...args);
    keeping.add(one);
    const ended = (): void => void keeping.delete(one);
    one.then(ended, ended);
    return one;
  };
  const stop = (id: ThumbnailId): void => {
    stops.get(id)?.abort();
    handedOut.delete(id);
  };

  return {
    async thumbnail({ id, key, etag, mayOpen }) {
      const stopping = new AbortController();
      stops.set(id, stopping);
      const lasting = AbortSignal.any([signal, untilForgotten.signal]);
      const own = AbortSignal.any([lasting, stopping.signal]);
      try {
        return await withSession(async (session) => {
          const { store, kms, identityId } = session;
          const object = { bucket: store.bucket, key, etag };
          // The key is for all of them, and goes on being asked for when this one is not wanted any more.
          const found = await kept.find(session, object, lasting);
          own.throwIfAborted();
          if (found !== null) return { kind: 'kept', ...found };
          if (!mayOpen) return { kind: 'not-kept' };
          const picture = await openPicture(
            { store, kms, crew, tuning },
            { key, etag, identityId, signal: own },
          );
          own.throwIfAborted();
          if (picture === null) {
            await keep(session, object, null, lasting);
            return { kind: 'kept', thumbnail: null };
          }
          handedOut.set(id, object);
          return { kind: 'picture', ...picture };
        });
      } finally {
        stops.delete(id);
      }
    },

    async keepThumbnail({ id, thumbnail }) {
      const object = handedOut.get(id);
      handedOut.delete(id);
      if (object === undefined) throw new AppError('internal', 'no picture was handed out for this');
      const lasting = AbortSignal.any([signal, untilForgotten.signal]);
      await withSession((session) => keep(session, object, thumbnail, lasting));
      return null;
    },

    async stopThumbnail({ id }) {
      stop(id);
      return null;
    },

    async forgetThumbnails() {
      untilForgotten.abort();
      untilForgotten = new AbortController();
      handedOut.clear();
      await Promise.allSettled(keeping);
      await kept.clear();
      return null;
    },
  };
}
