import type { CallBatch } from '../trace/call-log.ts';

/** Calls that began, went on or ended since the last such event: the page puts each in the place of the one with its id. */
export interface CallsEvent extends CallBatch {
  readonly type: 'calls';
}
