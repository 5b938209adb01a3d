import { AppError } from '../../errors.ts';
import type { VaultEnvironment } from '../environment.ts';
import type { InspectCommands, VerificationId } from '../inspect-contract.ts';
import type { Session } from '../session.ts';
import { kmsUnwrap } from './check-chain.ts';
import { inspectMessage } from './inspect-message.ts';
import { openTarget } from './open-target.ts';
import { readFrames } from './read-frames.ts';
import { verifyMessage } from './verify-message.ts';

type Handlers = {
  readonly [C in keyof InspectCommands]: (
    input: InspectCommands[C]['input'],
  ) => Promise<InspectCommands[C]['output']>;
};

/** Milliseconds since 1970, finer than the clock's. */
const now = (): number => performance.timeOrigin + performance.now();

/** The commands of the inspection panel. Failures are AppErrors. */
export function createInspectCommands(
  { crew, tuning, emit }: Pick<VaultEnvironment, 'crew' | 'tuning' | 'emit'>,
  parts: {
    readonly withSession: <T>(perform: (current: Session) => Promise<T>) => Promise<T>;
    /** aborts when the session ends */
    readonly signal: AbortSignal;
  },
): Handlers {
  const { withSession, signal } = parts;
  const { firstRead } = tuning;
  const running = new Map<VerificationId, AbortController>();

  return {
    inspect: (input) =>
      withSession(({ store, kms, keyFacts, identityId }) =>
        inspectMessage(
          { store, kms, keyFacts, unwrap: kmsUnwrap(kms), now },
          { ...input, identityId, firstRead, signal },
        ),
      ),

    frames: ({ places, ...input }) =>
      withSession(async ({ store }) => {
        const { header, source } = await openTarget(store, { ...input, firstRead, signal });
        if ('problem' in header) throw header.problem;
        return { frames: await readFrames(source, header.parsed, places, signal) };
      }),

    async verify({ id, ...input }) {
      if (running.has(id)) throw new AppError('internal', 'this verification runs already');
      const stop = new AbortController();
      running.set(id, stop);
      try {
        return await withSession(({ store, kms }) =>
          verifyMessage(
            { store, unwrap: kmsUnwrap(kms), crew, tuning, now },
            {
              ...input,
              signal,
              stop: stop.signal,
              onProgress: (progress) => emit({ type: 'verification', id, progress }),
            },
          ),
        );
      } finally {
        running.delete(id);
      }
    },

    async stopVerifying({ id }) {
      running.get(id)?.abort();
      return null;
    },
  };
}
