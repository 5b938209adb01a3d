import * as v from 'valibot';
import { checkIds } from '../doctor/checks.ts';
import { fixIds, problemIds, uncheckedReasons } from '../doctor/verdict.ts';

const call = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const check = v.picklist(checkIds);
const facts = v.record(v.string(), v.union([v.string(), v.number()]));
const text = v.nullable(v.string());

const fix = v.strictObject({ id: v.picklist(fixIds), facts, json: text, file: text, command: text });

const verdict = v.variant('status', [
  v.strictObject({ status: v.literal('works'), facts }),
  v.strictObject({
    status: v.literal('fails'),
    problem: v.picklist(problemIds),
    facts,
    fixes: v.array(fix),
  }),
  v.strictObject({ status: v.literal('unchecked'), why: v.picklist(uncheckedReasons), facts }),
]);

/** Envelopes of `doctor-contract.ts`'s commands, for `wire.ts`. */
export const doctorEnvelopes = [
  v.strictObject({
    call,
    command: v.literal('diagnose'),
    input: v.strictObject({ origin: v.pipe(v.string(), v.url()), idToken: text }),
  }),
  v.strictObject({ call, command: v.literal('stopDiagnosis'), input: v.null() }),
] as const;

export const diagnosisEvent = v.union([
  v.strictObject({ type: v.literal('diagnosis'), begun: check }),
  v.strictObject({ type: v.literal('diagnosis'), finding: v.strictObject({ check, verdict }) }),
]);
