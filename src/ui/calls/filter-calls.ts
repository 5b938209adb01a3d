import { isFailed, subjectOf, type CallRecord } from '../../trace/call-record.ts';

/** What of the calls is looked at. Null: all. */
export interface CallFilter {
  readonly service: CallRecord['service'] | null;
  readonly outcome: CallRecord['outcome'] | 'failed' | null;
  /** a transfer's id; `none`: what belongs to no transfer */
  readonly transfer: string | null;
  /** part of a key, an operation, an id or an error, in any case */
  readonly search: string;
}

export const noFilter: CallFilter = { service: null, outcome: null, transfer: null, search: '' };

export function isFiltering(filter: CallFilter): boolean {
  const { service, outcome, transfer, search } = filter;
  return service !== null || outcome !== null || transfer !== null || search.trim() !== '';
}

export function filterCalls(calls: readonly CallRecord[], filter: CallFilter): readonly CallRecord[] {
  if (!isFiltering(filter)) return calls;
  const { service, outcome, transfer } = filter;
  const search = filter.search.trim().toLowerCase();
  return calls.filter(
    (call) =>
      (service === null || call.service === service) &&
      (outcome === null || (outcome === 'failed' ? isFailed(call) : call.outcome === outcome)) &&
      (transfer === null || (call.transfer ?? 'none') === transfer) &&
      (search === '' || textOf(call).includes(search)),
  );
}

function textOf(call: CallRecord): string {
  const { operation, requestId, extendedRequestId, errorCode, answer } = call;
  return [subjectOf(call), operation, requestId, extendedRequestId, errorCode, answer.keyId]
    .filter((part) => typeof part === 'string')
    .join('\n')
    .toLowerCase();
}
