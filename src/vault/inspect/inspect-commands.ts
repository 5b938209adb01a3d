import { AppError } from '../../errors.ts';
import type { VaultEnvironment } from '../environment.ts';
import type { InspectCommands, InspectTarget, VerificationId } from '../inspect-contract.ts';
import type { Session } from '../session.ts';
import { kmsUnwrap, unwrapNothing } from './check-chain.ts';
import { type InspectAccess, inspectMessage } from './inspect-message.ts';
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

interface Access extends InspectAccess {
  readonly identityId: string | null;
}

/** Nobody is signed in: all of a file on the device can be read, but for its key. */
const alone: Access = { store: null, keys: null, identityId: null, unwrap: unwrapNothing };

/** The commands of the inspection panel. Failures are AppErrors. */
export function createInspectCommands(
  { crew, tuning, emit }: Pick<VaultEnvironment, 'crew' | 'tuning' | 'emit'>,
  parts: {
    readonly withSession: <T>(perform: (current: Session) => Promise<T>) => Promise<T>;
    /** nobody is signed in: files on the device can be looked into all the same */
    readonly isAlone: () => boolean;
    /** aborts when the session ends */
    readonly signal: AbortSignal;
  },
): Handlers {
  const { withSession, isAlone, signal } = parts;
  const { firstRead } = tuning;
  const running = new Map<VerificationId, AbortController>();
  const withAccess = <T>(target: InspectTarget, perform: (access: Access) => Promise<T>): Promise<T> =>
    isAlone() && target.kind === 'local'
      ? perform(alone)
      : withSession(({ store, kms, keyFacts, identityId }) =>
          perform({ store, keys: { kms, keyFacts }, identityId, unwrap: kmsUnwrap(kms) }),
        );

  return {
    inspect: (input) =>
      withAccess(input.target, (access) =>
        inspectMessage({ ...access, now }, { ...input, identityId: access.identityId, firstRead, signal }),
      ),

    frames: ({ places, ...input }) =>
      withAccess(input.target, async ({ store }) => {
        const { header, source } = await openTarget(store, { ...input, firstRead, signal });
        if ('problem' in header) throw header.problem;
        return { frames: await readFrames(source, header.parsed, places, signal) };
      }),

    async verify({ id, ...input }) {
      if (running.has(id)) throw new AppError('internal', 'this verification runs already');
      const stop = new AbortController();
      running.set(id, stop);
      try {
        return await withAccess(input.target, ({ store, unwrap }) =>
          verifyMessage(
            { store, unwrap, crew, tuning, now },
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
