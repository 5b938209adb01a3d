import * as v from 'valibot';
import { maxFrameCount } from '../message/sizes.ts';

const call = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const id = v.pipe(v.string(), v.nonEmpty());
const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(maxFrameCount));

const target = v.variant('kind', [
  v.strictObject({ kind: v.literal('stored'), key: v.pipe(v.string(), v.nonEmpty()) }),
  v.strictObject({ kind: v.literal('local'), file: v.instance(File) }),
]);
const edit = v.variant('kind', [
  v.strictObject({
    kind: v.literal('flip'),
    offset: amount,
    mask: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xff)),
  }),
  v.strictObject({ kind: v.literal('swap-frames'), first: place, second: place }),
  v.strictObject({ kind: v.literal('cut'), length: amount }),
]);
const edits = v.pipe(v.array(edit), v.maxLength(64));
const choice = v.variant('kind', [
  v.strictObject({ kind: v.literal('one'), place }),
  v.strictObject({ kind: v.literal('sample'), count: v.pipe(amount, v.maxValue(1000)) }),
  v.strictObject({ kind: v.literal('all') }),
]);

/** Envelopes of `inspect-contract.ts`'s commands, for `wire.ts`. */
export const inspectEnvelopes = [
  v.strictObject({ call, command: v.literal('inspect'), input: v.strictObject({ target, edits }) }),
  v.strictObject({
    call,
    command: v.literal('frames'),
    input: v.strictObject({ target, edits, places: v.pipe(v.array(place), v.maxLength(64)) }),
  }),
  v.strictObject({
    call,
    command: v.literal('verify'),
    input: v.strictObject({ id, target, edits, what: choice }),
  }),
  v.strictObject({ call, command: v.literal('stopVerifying'), input: v.strictObject({ id }) }),
] as const;

export const verificationEvent = v.strictObject({
  type: v.literal('verification'),
  id,
  progress: v.strictObject({
    framesDone: amount,
    framesChosen: amount,
    bytesDone: amount,
    bytesChosen: amount,
    failureCount: amount,
  }),
});
