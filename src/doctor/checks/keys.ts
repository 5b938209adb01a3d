import { equalBytes } from '../../bytes/bytes.ts';
import { AppError } from '../../errors.ts';
import { accountOf, configOf, deploymentOf, type Examination, type WrappedProbe } from '../examination.ts';
import { narrowKey, narrowRole } from '../fixes.ts';
import { fails, unchecked, works, type Verdict } from '../verdict.ts';

const digestOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** A data key under a context that names the person. Nothing is sealed with it. */
export async function checkGenerate(examination: Examination): Promise<Verdict> {
  const { identityId, kms } = accountOf(examination);
  const context = new Map([
    ['owner', identityId],
    ['purpose', 'doctor'],
  ]);
  const keyId = configOf(examination).kmsKeyId;
  const { plaintext, wrapped, keyArn } = await kms.generateDataKey({
    keyId,
    context,
    signal: examination.signal,
  });
  const digest = await digestOf(plaintext).finally(() => plaintext.fill(0));
  examination.keyArn = keyArn;
  examination.wrapped = { wrapped, keyArn, context, digest };
  return works({ key: keyArn });
}

/** The same key comes out again under the same context. */
export async function checkDecrypt(examination: Examination): Promise<Verdict> {
  const { digest, ...request } = wrappedOf(examination);
  const unwrapped = await unwrap(examination, request);
  return equalBytes(unwrapped, digest)
    ? works({ key: request.keyArn })
    : fails('answer-wrong', { message: 'Decrypt gave another key than GenerateDataKey' });
}

/** @returns the digest of the plain key, whose bytes are overwritten */
async function unwrap(
  examination: Examination,
  { wrapped, keyArn, context }: Pick<WrappedProbe, 'wrapped' | 'keyArn' | 'context'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { kms } = accountOf(examination);
  const { plaintext } = await kms.decrypt({ keyId: keyArn, wrapped, context, signal: examination.signal });
  return digestOf(plaintext).finally(() => plaintext.fill(0));
}

function wrappedOf({ wrapped }: Examination): WrappedProbe {
  if (wrapped === null) throw new AppError('internal', 'a check ran before there was a wrapped key');
  return wrapped;
}

/**
 * What must be refused: a data key under another owner and unwrapping under another owner, by policy; and unwrapping under an altered context of the
 * own owner, by the cipher. KMS judges the policy first, so that a complaint about the ciphertext means that the policy let the request through.
 */
export async function checkWrongContext(examination: Examination): Promise<Verdict> {
  const { kms } = accountOf(examination);
  const { wrapped, keyArn, context } = wrappedOf(examination);
  const { signal } = examination;
  const foreign = new Map([...context, ['owner', madeUpIdentity(configOf(examination).region)]]);
  const altered = new Map([...context, ['purpose', 'another']]);
  const attempts = [
    {
      operation: 'GenerateDataKey',
      expected: 'kms-denied',
      ask: async () => {
        const { plaintext } = await kms.generateDataKey({ keyId: keyArn, context: foreign, signal });
        plaintext.fill(0);
      },
    },
    {
      operation: 'Decrypt',
      expected: 'kms-denied',
      ask: () => unwrap(examination, { wrapped, keyArn, context: foreign }),
    },
    {
      operation: 'Decrypt',
      expected: 'kms-wrapped-key-refused',
      ask: () => unwrap(examination, { wrapped, keyArn, context: altered }),
    },
  ] as const;
  const deployment = deploymentOf(examination);
  for (const { operation, expected, ask } of attempts) {
    const code = await refusalOf(ask, signal);
    if (code === expected) continue;
    if (code !== 'allowed' && code !== 'kms-wrapped-key-refused') {
      return unchecked('unexpected', { operation, message: `${operation} was refused with ${code}` });
    }
    return fails(
      'context-not-bound',
      { operation },
      narrowRole(deployment, 'OwnMessages'),
      narrowKey(deployment),
    );
  }
  return works({ count: attempts.length });
}

/** The code of what a request is refused with, or `allowed`. */
async function refusalOf(ask: () => Promise<unknown>, signal: AbortSignal): Promise<string> {
  try {
    await ask();
    return 'allowed';
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    return AppError.from(thrown).code;
  }
}

/** The id of an identity that does not exist, of the shape that Cognito gives them. */
export function madeUpIdentity(region: string): string {
  return `${region}:${crypto.randomUUID()}`;
}
