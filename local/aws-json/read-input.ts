import * as v from 'valibot';
import { ServiceError } from './service-error.ts';

/**
 * Checks an operation's input as AWS does: a value of the wrong type cannot be read at all, one out of bounds is named.
 * Members that are unknown are ignored, as by the real services.
 * @throws ServiceError `SerializationException` or the validation type given
 */
export function readInput<T>(
  schema: v.GenericSchema<unknown, T>,
  input: unknown,
  validationType = 'ValidationException',
): T {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? 'input';
  const member = path.slice(0, 1).toLowerCase() + path.slice(1);
  const problem = '1 validation error detected: Value';
  if (issue.received === 'undefined' || issue.received === 'null') {
    const rule = 'failed to satisfy constraint: Member must not be null';
    throw new ServiceError(validationType, `${problem} null at '${member}' ${rule}`);
  }
  if (issue.kind === 'schema' && issue.type !== 'picklist') {
    throw new ServiceError('SerializationException', `The value at '${member}' is not of the expected type.`);
  }
  throw new ServiceError(
    validationType,
    `${problem} at '${member}' failed to satisfy constraint: ${issue.message}`,
  );
}

/** Base64 to bytes; strict, because a lenient decoder hides a corrupted message. */
export const base64 = (maximum: number) =>
  v.pipe(
    v.string(),
    v.check((text) => isBase64(text), 'Member must be base64'),
    v.transform((text) => Buffer.from(text, 'base64')),
    v.check((bytes) => bytes.length >= 1, 'Member must have length greater than or equal to 1'),
    v.check((bytes) => bytes.length <= maximum, `Member must have length less than or equal to ${maximum}`),
  );

function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}

/** One of the words given. */
export const oneOf = <const T extends readonly string[]>(words: T) =>
  v.picklist(words, `Member must satisfy enum value set: [${words.join(', ')}]`);

export const integer = (from: number, to: number) =>
  v.pipe(
    v.number(),
    v.integer('Member must be an integer'),
    v.minValue(from, `Member must have value greater than or equal to ${from}`),
    v.maxValue(to, `Member must have value less than or equal to ${to}`),
  );
