import type { ProgressReading } from './progress.ts';

/** What a transfer is at. `key` once it is known where the object lies. */
export type TransferStep =
  | { readonly status: 'preparing'; readonly key: string | null }
  /** going on with an interrupted one: parts that were sent before are compared with the file */
  | { readonly status: 'checking'; readonly key: string; readonly moved: number; readonly total: number }
  | ({ readonly status: 'moving'; readonly key: string } & ProgressReading)
  | { readonly status: 'finishing'; readonly key: string };
