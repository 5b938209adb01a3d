import type { Tuning } from '../../src/transfer/tuning.ts';

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
  | { readonly perform: 'seal' | 'put-bare' | 'lib-storage' }
  | { readonly perform: 'open' | 'get-bare'; readonly key: string }
  | { readonly perform: 'stages' };

/** The time it took, and the key of what was stored or read. */
export interface Transferred {
  readonly milliseconds: number;
  readonly key: string;
}

export type TransferAnswer = Transferred | { readonly problem: string };
