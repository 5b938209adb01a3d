import type { Tuning } from '../../src/transfer/tuning.ts';

export type Upload = 'seal' | 'put-bare' | 'lib-storage';
export type Download = 'open' | 'get-bare';

/** What the worker of whole transfers is asked; `start` first. */
export type TransferRequest =
  | {
      readonly perform: 'start';
      /** the app's configuration */
      readonly config: unknown;
      readonly idToken: string;
      /** threads that seal and open */
      readonly threads: number;
      readonly tuning: Partial<Tuning>;
    }
  | { readonly perform: Upload }
  | { readonly perform: Download; readonly key: string }
  | { readonly perform: 'stages' };

/** What happens to the bytes of an upload, in this order. */
export const stages = ['read', 'seal', 'checksum', 'sign', 'send'] as const;
export type Stage = (typeof stages)[number];

/** The time it took, and the key of what was stored or read. */
export interface Transferred {
  readonly milliseconds: number;
  readonly key: string;
  /** milliseconds of each stage of an upload alone, one after the other */
  readonly stages?: Readonly<Record<Stage, number>>;
}

export type TransferAnswer = Transferred | { readonly problem: string };
