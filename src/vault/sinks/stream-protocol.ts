import type { Bytes } from '../../bytes/bytes.ts';

/** Of the messages below. A service worker of another version does not answer, so the page goes on to another target. */
export const streamProtocol = 2;

/** Bytes of plaintext on the way to the service worker that the browser has not taken yet. */
export const streamWindow = 8 * 1024 * 1024;

/** From the page to the service worker, as messages of the worker itself. */
export type ToStreamWorker =
  | {
      readonly type: 'offer';
      readonly protocol: typeof streamProtocol;
      /** the last segment of the URL to be answered, once */
      readonly id: string;
      /** the file's name, safe on every system */
      readonly name: string;
      /** to the vault's sink */
      readonly sink: MessagePort;
      /** to the page */
      readonly page: MessagePort;
    }
  /** a browser ends a service worker that hears nothing for half a minute */
  | { readonly type: 'alive' };

/** From the service worker to the page. */
export type ToStreamPage =
  | { readonly type: 'offered' }
  /** the browser asked for the URL */
  | { readonly type: 'taken' }
  /** nothing more will happen: whole, failed or stopped */
  | { readonly type: 'ended' };

/** From the page to the service worker: the vault will not take the stream over. */
export interface FromStreamPage {
  readonly type: 'withdraw';
}

/** From the vault's sink to the service worker. */
export type ToStream =
  /** `lock` is held as long as the vault lives; `length` null: nobody knows before the `end` */
  | { readonly type: 'begin'; readonly length: number | null; readonly lock: string }
  | { readonly type: 'chunk'; readonly bytes: Bytes }
  /** everything was sent and verified */
  | { readonly type: 'end' }
  /** there will be no more: what was downloaded so far must not pass for the file */
  | { readonly type: 'fail' };

/** From the service worker to the vault's sink. */
export type FromStream =
  /** `lock` is held as long as the service worker lives */
  | { readonly type: 'ready'; readonly lock: string }
  /** so many bytes were taken by the browser */
  | { readonly type: 'room'; readonly bytes: number }
  /** all of it was taken, and the browser told that it is whole */
  | { readonly type: 'whole' }
  /** the browser or the person ended the download */
  | { readonly type: 'stopped' };
