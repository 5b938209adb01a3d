import type { CallRecord, TracedTransfer } from './call-record.ts';

/** What is known of a call when it leaves. */
export type CallStart = Pick<
  CallRecord,
  'service' | 'operation' | 'region' | 'transfer' | 'clockOffset' | 'bytesSent' | 'parameters'
>;

/** What an answer, or its absence, tells. */
export type CallResult = Pick<
  CallRecord,
  | 'outcome'
  | 'status'
  | 'errorCode'
  | 'errorMessage'
  | 'requestId'
  | 'extendedRequestId'
  | 'bytesReceived'
  | 'answer'
>;

/** A call that is under way. */
export interface OpenCall {
  /** The first outcome other than `under-way` ends it; whatever is told afterwards is ignored. */
  tell(result: Partial<CallResult>): void;
}

export interface CallLog {
  begin(start: CallStart): OpenCall;
  /** A transfer whose calls will follow. */
  announce(transfer: TracedTransfer): void;
}

/** What goes to the page: each call as it is now; the same id again replaces what was told before. */
export interface CallBatch {
  readonly calls: readonly CallRecord[];
  readonly transfers: readonly TracedTransfer[];
}

/** Milliseconds that news is collected: one event for many calls. */
const batchDelay = 150;
/** Failed requests that are remembered, for the number of their next attempt. */
const failuresKept = 1_000;

const unknown: Omit<CallResult, 'outcome'> = {
  status: null,
  errorCode: null,
  errorMessage: null,
  requestId: null,
  extendedRequestId: null,
  bytesReceived: null,
  answer: {},
};

/**
 * Notes calls and tells of them in batches. Costs one small object a call, however many bytes it moves.
 * @param run tells this log's ids from those of other logs
 */
export function createCallLog(parts: {
  readonly run: string;
  readonly emit: (batch: CallBatch) => void;
  /** milliseconds since 1970 that never go back */
  readonly now: () => number;
  readonly later?: (flush: () => void) => void;
}): CallLog {
  const { run, emit, now, later = (flush) => setTimeout(flush, batchDelay) } = parts;
  const attempts = createAttempts();
  let news = new Map<string, CallRecord>();
  let announced: TracedTransfer[] = [];
  let planned = false;
  let serial = 0;

  const flush = (): void => {
    const batch = { calls: [...news.values()], transfers: announced };
    news = new Map();
    announced = [];
    planned = false;
    emit(batch);
  };

  const plan = (): void => {
    if (planned) return;
    planned = true;
    later(flush);
  };

  const put = (record: CallRecord): void => {
    news.set(record.id, record);
    plan();
  };

  return {
    begin(start) {
      const request = requestOf(start);
      let record: CallRecord = {
        ...start,
        ...unknown,
        id: `${run}-${(serial += 1)}`,
        begun: now(),
        duration: null,
        outcome: 'under-way',
        attempt: attempts.next(request),
      };
      put(record);
      return {
        tell(result) {
          if (record.duration !== null) return;
          const next = { ...record, ...result };
          const isOver = next.outcome !== 'under-way';
          record = isOver ? { ...next, duration: now() - record.begun } : next;
          if (isOver) attempts.ended(request, record);
          put(record);
        },
      };
    },
    announce(transfer) {
      announced.push(transfer);
      plan();
    },
  };
}

/** What makes two calls attempts at one request. */
function requestOf({ transfer, service, operation, parameters }: CallStart): string {
  return JSON.stringify([transfer, service, operation, parameters]);
}

/** Counts attempts. Who asks again, and when, is decided far above; here the same request is recognised by what it asks. */
function createAttempts() {
  const failed = new Map<string, number>();
  return {
    next: (request: string): number => (failed.get(request) ?? 0) + 1,
    ended(request: string, { outcome, status, attempt }: CallRecord): void {
      failed.delete(request);
      // That something is not there, or is another than expected, is an answer: what asks the same later is a new question.
      if (outcome === 'succeeded' || status === 404 || status === 412) return;
      failed.set(request, attempt);
      const [oldest] = failed.keys();
      if (failed.size > failuresKept && oldest !== undefined) failed.delete(oldest);
    },
  };
}
