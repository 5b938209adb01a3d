import type { DataKey } from '../../crypto/data-key.ts';
import { assertVerificationKeyPlaced, type VerifiedHeader, verifyHeader } from '../../crypto/opener.ts';
import { AppError, isAbort, type ErrorCode } from '../../errors.ts';
import {
  type Chain,
  type ChainStep,
  chainSteps,
  type StepResult,
  type UnwrapAttempt,
} from '../../inspect/chain.ts';
import { type KeyLife, unwrapKey, type UnwrapWatch, wrappingKeyArn } from '../../keyring/kms-keyring.ts';
import type { KmsPort } from '../../keyring/kms-port.ts';
import type { ParsedHeader } from '../../message/header.ts';
import type { Beginning } from './read-beginning.ts';

/** Finds a message's data key; null where none of its wrapped keys is one that could be asked about. @throws AppError */
export type Unwrap = (
  parsed: ParsedHeader,
  signal: AbortSignal,
  watch: UnwrapWatch,
) => Promise<{ readonly dataKey: DataKey; readonly life: KeyLife } | null>;

/** As an opening unwraps: KMS is asked about the keys it wrapped, in the header's order. */
export function kmsUnwrap(kms: KmsPort): Unwrap {
  return async (parsed, signal, watch) => {
    const isByKms = parsed.header.edks.some((edk) => wrappingKeyArn(edk) !== null);
    return isByKms ? unwrapKey(kms, parsed, signal, watch) : null;
  };
}

/** Where nobody is signed in, KMS is not asked. @throws AppError `key-needs-network`, `key-needs-sign-in` */
export const unwrapNothing: Unwrap = async ({ header }) => {
  if (!header.edks.some((edk) => wrappingKeyArn(edk) !== null)) return null;
  throw keyOutOfReach();
};

/** Why a key that KMS wrapped cannot be had without a session. */
function keyOutOfReach(): AppError {
  const isOnline = typeof navigator === 'undefined' || navigator.onLine;
  return isOnline
    ? new AppError('key-needs-sign-in', 'KMS wrapped the key, and nobody is signed in')
    : new AppError('key-needs-network', 'KMS wrapped the key, and the device is offline');
}

/** The chain up to the header's tag, and what opens the frames where it held. */
export interface CheckedChain {
  readonly chain: Chain;
  readonly opened: VerifiedHeader | null;
}

/**
 * Checks one step after the other until one fails.
 * @param now milliseconds since 1970
 * @throws AppError `session-expired`, which is no finding about the message; the signal's reason
 */
export async function checkChain(
  header: Beginning['header'],
  unwrap: Unwrap,
  { now, signal }: { readonly now: () => number; readonly signal: AbortSignal },
): Promise<CheckedChain> {
  if ('problem' in header) return broken('header', header.problem, { parsed: null });
  const { parsed } = header;
  const found = { parsed, attempts: [] as UnwrapAttempt[], keyLife: null as Chain['keyLife'] };
  try {
    assertVerificationKeyPlaced(parsed.header);
  } catch (thrown) {
    return broken('header', thrown, found);
  }
  const onTry: UnwrapWatch['onTry'] = ({ error, ...one }) =>
    void found.attempts.push({ ...one, error: error?.toData() ?? null });
  let dataKey: DataKey;
  try {
    const unwrapped = await unwrap(parsed, signal, { now, onTry });
    if (unwrapped === null) {
      const steps = stepsUntil('unwrap', notTried('no-key'), parsed, 'no-key');
      return { chain: { steps, attempts: [], keyLife: null }, opened: null };
    }
    dataKey = unwrapped.dataKey;
    found.keyLife = unwrapped.life;
  } catch (thrown) {
    return broken('unwrap', thrown, found);
  }
  try {
    // Nothing is released, so a suite without commitment may be looked at too.
    const verified = await verifyHeader(parsed, dataKey, { allowUncommitted: true });
    const { attempts, keyLife } = found;
    const steps = stepsUntil('frames', notTried('on-demand'), parsed);
    return { chain: { steps, attempts, keyLife }, opened: verified };
  } catch (thrown) {
    const mismatch = thrown instanceof AppError && thrown.code === 'commitment-mismatch';
    return broken(mismatch ? 'commitment' : 'header-tag', thrown, found);
  }
}

function broken(
  step: ChainStep,
  thrown: unknown,
  found: {
    readonly parsed: ParsedHeader | null;
    readonly attempts?: readonly UnwrapAttempt[];
    readonly keyLife?: Chain['keyLife'];
  },
): CheckedChain {
  if (isAbort(thrown)) throw thrown;
  const error = AppError.from(thrown);
  if (error.code === 'session-expired') throw error;
  const { attempts = [], keyLife = null } = found;
  const unasked = step === 'unwrap' ? unaskedWhy.get(error.code) : undefined;
  if (unasked !== undefined) {
    const untried = stepsUntil('unwrap', notTried(unasked), found.parsed, 'without-key');
    return { chain: { steps: untried, attempts: [], keyLife }, opened: null };
  }
  const steps = stepsUntil(step, { outcome: 'failed', error: error.toData() }, found.parsed);
  return { chain: { steps, attempts, keyLife }, opened: null };
}

/** Before anything was checked. */
export const uncheckedChain: Chain = {
  steps: stepsUntil('header', notTried('on-demand'), null, 'on-demand'),
  attempts: [],
  keyLife: null,
};

type NotTried = Extract<StepResult, { outcome: 'not-tried' }>;

/** KMS was never reached, which says nothing about the message. */
const unaskedWhy: ReadonlyMap<ErrorCode, NotTried['why']> = new Map([
  ['offline', 'offline'],
  ['key-needs-network', 'offline'],
  ['key-needs-sign-in', 'signed-out'],
]);

function notTried(why: NotTried['why']): NotTried {
  return { outcome: 'not-tried', why };
}

/** Steps before `reached` passed, those after it were not tried. */
function stepsUntil(
  reached: ChainStep,
  result: StepResult,
  parsed: ParsedHeader | null,
  later: NotTried['why'] = 'earlier-failure',
): Chain['steps'] {
  const at = chainSteps.indexOf(reached);
  const resultOf = (step: ChainStep): StepResult => {
    const index = chainSteps.indexOf(step);
    if (index === at) return result;
    if (step === 'commitment' && parsed?.header.suite.committing === false) return notTried('not-in-suite');
    return index < at ? { outcome: 'passed' } : notTried(later);
  };
  return {
    header: resultOf('header'),
    unwrap: resultOf('unwrap'),
    commitment: resultOf('commitment'),
    'header-tag': resultOf('header-tag'),
    frames: resultOf('frames'),
  };
}
