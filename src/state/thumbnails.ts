import { AppError } from '../errors.ts';
import type { ImageType, Thumbnail, ThumbnailAnswer, ThumbnailId } from '../vault/thumbnail-contract.ts';
import type { ReadableStore } from './store.ts';
import type { VaultLine } from './vault-line.ts';

export type { Thumbnail };

/** A picture made small. Null: it cannot be decoded. @throws AppError where nothing is known of it */
export type MakeSmall = (picture: {
  readonly type: ImageType;
  readonly bytes: Uint8Array<ArrayBuffer>;
}) => Promise<Thumbnail | null>;

/** The thumbnails of the files in sight. */
export interface Thumbnails {
  /**
   * Asks for one. `onThumbnail` is told at most once, and nothing where there is none: the list goes on without it.
   * @returns the file is out of sight: nothing is told afterwards
   */
  want(
    file: { readonly key: string; readonly etag: string },
    onThumbnail: (thumbnail: Thumbnail) => void,
  ): () => void;
  /** Removes all that are kept on this device. @throws AppError */
  forget(): Promise<unknown>;
}

interface Job {
  readonly id: ThumbnailId;
  readonly file: { readonly key: string; readonly etag: string };
  readonly onThumbnail: (thumbnail: Thumbnail) => void;
  isWanted: boolean;
  /** the vault has not answered yet */
  isAsked: boolean;
  /** it is not kept: it has to be opened */
  mustOpen: boolean;
}

const atOnce = 2;

/** What fails in these ways may not fail the next time. */
const passing: ReadonlySet<string> = new Set([
  'offline',
  'service-unreachable',
  'service-failed',
  'throttled',
  'session-expired',
  'vault-crashed',
]);

/** Two at a time, in the order they came into sight. While transfers move, kept ones alone. */
export function createThumbnails(parts: {
  readonly vault: VaultLine;
  readonly makeSmall: MakeSmall;
  readonly transfers: ReadableStore<{ readonly busy: number }>;
}): Thumbnails {
  const { vault, makeSmall, transfers } = parts;
  const waiting = new Set<Job>();
  /** what was tried in vain, for as long as the page lives */
  const fruitless = new Set<string>();
  let running = 0;

  const isBusy = (): boolean => transfers.get().busy > 0;
  const stop = (id: ThumbnailId): void => void vault.send('stopThumbnail', { id }).catch(() => {});

  function begin(): void {
    for (const job of waiting) {
      if (running >= atOnce) return;
      if (job.mustOpen && isBusy()) continue;
      waiting.delete(job);
      running += 1;
      void run(job).finally(() => {
        running -= 1;
        begin();
      });
    }
  }

  async function run(job: Job): Promise<void> {
    const { id, file } = job;
    try {
      job.isAsked = true;
      const answer = await vault.send('thumbnail', { id, ...file, mayOpen: !isBusy() });
      job.isAsked = false;
      if (answer.kind === 'picture') await take(job, answer);
      else if (answer.kind === 'kept') tell(job, answer.thumbnail);
      else if (job.isWanted) {
        job.mustOpen = true;
        waiting.add(job);
      }
    } catch (thrown) {
      job.isAsked = false;
      if (job.isWanted && !passing.has(AppError.from(thrown).code)) fruitless.add(nameOf(file));
    }
  }

  /** What was opened is made small and kept, also where it went out of sight meanwhile: it is not opened a second time. */
  async function take(job: Job, picture: Extract<ThumbnailAnswer, { kind: 'picture' }>): Promise<void> {
    const { id } = job;
    try {
      const thumbnail = await makeSmall(picture);
      tell(job, thumbnail);
      await vault.send('keepThumbnail', { id, thumbnail });
    } catch (thrown) {
      stop(id);
      throw thrown;
    }
  }

  function tell(job: Job, thumbnail: Thumbnail | null): void {
    if (thumbnail === null) fruitless.add(nameOf(job.file));
    else if (job.isWanted) job.onThumbnail(thumbnail);
  }

  transfers.subscribe(begin);
  return {
    want(file, onThumbnail) {
      if (fruitless.has(nameOf(file))) return () => {};
      const { key, etag } = file;
      const job: Job = {
        id: crypto.randomUUID(),
        file: { key, etag },
        onThumbnail,
        isWanted: true,
        isAsked: false,
        mustOpen: false,
      };
      waiting.add(job);
      begin();
      return () => {
        job.isWanted = false;
        waiting.delete(job);
        if (job.isAsked) stop(job.id);
      };
    },
    forget: () => vault.send('forgetThumbnails', null),
  };
}

function nameOf({ key, etag }: { readonly key: string; readonly etag: string }): string {
  return `${etag} ${key}`;
}
