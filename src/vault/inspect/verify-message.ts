import { AppError } from '../../errors.ts';
import type {
  Chain,
  FrameChoice,
  StepResult,
  VerificationProgress,
  VerificationReport,
} from '../../inspect/chain.ts';
import type { Edit } from '../../inspect/edits.ts';
import type { Crew } from '../../transfer/crew-port.ts';
import type { ObjectStore } from '../../transfer/store-port.ts';
import type { Tuning } from '../../transfer/tuning.ts';
import type { InspectTarget } from '../inspect-contract.ts';
import { checkChain, type CheckedChain, type Unwrap, uncheckedChain } from './check-chain.ts';
import { openTarget, type OpenedTarget } from './open-target.ts';
import { createTally, type Tally } from './tally.ts';
import { verifyHeld } from './verify-held.ts';
import { type VerifyOrder, verifyRanged } from './verify-ranged.ts';

interface Ports {
  readonly store: ObjectStore | null;
  readonly unwrap: Unwrap;
  readonly crew: Crew;
  readonly tuning: Tuning;
  /** milliseconds since 1970 */
  readonly now: () => number;
}

interface Request {
  readonly target: InspectTarget;
  readonly edits: readonly Edit[];
  readonly what: FrameChoice;
  /** ends it for good */
  readonly signal: AbortSignal;
  /** ends it with a report of what was done so far */
  readonly stop: AbortSignal;
  readonly onProgress: (progress: VerificationProgress) => void;
}

/**
 * Checks the whole chain with the chosen frames. What is wrong with the message is part of the report.
 * @throws AppError `store-*`, `object-changed`, `file-unreadable`, access or network codes, `internal` for a place the message has not;
 * the signal's reason
 */
export async function verifyMessage(ports: Ports, request: Request): Promise<VerificationReport> {
  const { now } = ports;
  const { what, signal, stop } = request;
  const startedAt = now();
  const tally = createTally(now, request.onProgress);
  const both = AbortSignal.any([signal, stop]);
  let opened: OpenedTarget | null = null;
  let chain = uncheckedChain;
  try {
    opened = await openTarget(ports.store, { ...request, firstRead: ports.tuning.firstRead, signal: both });
    const checked = await checkChain(opened.header, ports.unwrap, { now, signal: both });
    ({ chain } = checked);
    const frames = await verifyFrames(ports, opened.source, checked, { what, tally, signal: both });
    chain = { ...chain, steps: { ...chain.steps, frames } };
  } catch (thrown) {
    if (!stop.aborted || signal.aborted) throw thrown;
    chain = { ...chain, steps: { ...chain.steps, frames: soFar(chain, tally) } };
  }
  tally.end();
  const { framesVerified, framesChosen, bytesVerified, failures, failureCount } = tally;
  return {
    startedAt: new Date(startedAt).toISOString(),
    milliseconds: now() - startedAt,
    what,
    bytesRead: opened?.bytesRead() ?? 0,
    bytesVerified,
    framesVerified,
    framesChosen,
    complete: what.kind === 'all' && chain.steps.frames.outcome === 'passed',
    chain,
    failures,
    failureCount,
  };
}

async function verifyFrames(
  ports: Ports,
  source: OpenedTarget['source'],
  { chain, opened }: CheckedChain,
  order: VerifyOrder,
): Promise<StepResult> {
  if (opened === null) return chain.steps.frames;
  const { suite, content } = opened.parsed.header;
  const isReleasable = suite.signature === null && content.type === 'framed';
  try {
    await (isReleasable ? verifyRanged : verifyHeld)({ ...ports, source }, opened, order);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !thrown.code.startsWith('message-')) throw thrown;
    order.tally.failed(null, thrown, 0);
  }
  const [failure] = order.tally.failures;
  return failure ? { outcome: 'failed', error: failure.error } : { outcome: 'passed' };
}

/** Of the frames of a verification that was stopped. */
function soFar({ steps }: Chain, { failures }: Tally): StepResult {
  const [failure] = failures;
  return failure ? { outcome: 'failed', error: failure.error } : steps.frames;
}
