import * as v from 'valibot';
import { answerNames, callOutcomes, callServices, parameterNames } from '../trace/call-record.ts';

const text = v.nullable(v.string());
const amount = v.pipe(v.number(), v.minValue(0));
const value = v.union([v.string(), v.number(), v.record(v.string(), v.string())]);

const callRecord = v.strictObject({
  id: v.pipe(v.string(), v.nonEmpty()),
  service: v.picklist(callServices),
  operation: v.string(),
  region: v.string(),
  transfer: text,
  begun: amount,
  clockOffset: v.pipe(v.number(), v.finite()),
  duration: v.nullable(amount),
  outcome: v.picklist(callOutcomes),
  status: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599))),
  errorCode: text,
  errorMessage: text,
  requestId: text,
  extendedRequestId: text,
  attempt: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  bytesSent: amount,
  bytesReceived: v.nullable(amount),
  parameters: v.record(v.picklist(parameterNames), value),
  answer: v.record(v.picklist(answerNames), value),
});

/** The event of `trace-contract.ts`. */
export const callsEvent = v.strictObject({
  type: v.literal('calls'),
  calls: v.array(callRecord),
  transfers: v.array(
    v.strictObject({
      id: v.pipe(v.string(), v.nonEmpty()),
      kind: v.picklist(['seal', 'open']),
      name: v.string(),
    }),
  ),
});
