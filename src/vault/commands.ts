import { createTokenSource, type TokenSource } from '../aws/token-source.ts';
import { parseConfig, type AppConfig } from '../config/config.ts';
import { AppError } from '../errors.ts';
import { createKeyReservations } from '../transfer/seal/free-key.ts';
import { openFile } from '../transfer/open/open-file.ts';
import { createPacer } from '../transfer/pacer.ts';
import { sealFile } from '../transfer/seal/seal-file.ts';
import type { Tuning } from '../transfer/tuning.ts';
import { wait } from '../transfer/wait.ts';
import type { FilePage, VaultCommand, VaultCommands, VaultEvent } from './contract.ts';
import { inspectObject } from './inspect-object.ts';
import type { Session } from './session.ts';
import type { Staging } from './staging.ts';
import { createTransferQueue } from './transfer-queue.ts';

/** What the vault needs of the place it runs in: a worker, or Node for tests. */
export interface VaultEnvironment {
  readonly startSession: (
    config: AppConfig,
    environment: { readonly now: () => number; readonly tokens: TokenSource },
  ) => Promise<Session>;
  readonly staging: () => Promise<Staging>;
  readonly tuning: Tuning;
  readonly emit: (event: VaultEvent) => void;
}

export type CommandHandlers = {
  readonly [C in VaultCommand]: (input: VaultCommands[C]['input']) => Promise<VaultCommands[C]['output']>;
};

const now = (): number => performance.now();

/** Files of one page of the list. */
const pageLength = 100;

/** The vault's commands over one session. Failures are AppErrors. */
export function createCommands(environment: VaultEnvironment): CommandHandlers {
  const { emit, tuning } = environment;
  const reservations = createKeyReservations();
  const parts = createPacer({ concurrency: tuning.lanes, perSecond: Infinity, burst: 1 });
  const ending = new AbortController();
  let starting: Promise<Session> | null = null;
  let tokens: TokenSource | null = null;
  let expired = false;

  const notice = (error: AppError): void => {
    if (error.code !== 'session-expired' || expired) return;
    expired = true;
    emit({ type: 'session-expired' });
  };
  const queue = createTransferQueue((snapshot) => emit({ type: 'transfer', snapshot }), notice);

  const session = (): Promise<Session> => {
    if (starting) return starting;
    return Promise.reject(new AppError('session-expired', 'nobody is signed in'));
  };
  const noticing = async <T>(running: Promise<T>): Promise<T> => {
    try {
      return await running;
    } catch (thrown) {
      const error = AppError.from(thrown);
      notice(error);
      throw error;
    }
  };

  return {
    async start({ config, idToken }) {
      if (starting) throw new AppError('internal', 'the vault was started before');
      const clock = { now: () => Date.now() };
      tokens = createTokenSource({ ...clock, idToken, onNeeded: () => emit({ type: 'token-needed' }) });
      const attempt = environment.startSession(parseConfig(config), { ...clock, tokens });
      starting = attempt;
      try {
        return { identityId: (await attempt).identityId };
      } catch (thrown) {
        starting = null;
        throw thrown;
      }
    },

    async renew({ idToken }) {
      if (tokens === null) throw new AppError('session-expired', 'nobody is signed in');
      tokens.renew(idToken);
      return null;
    },

    list: ({ continuation }) =>
      noticing(session().then((current) => listFiles(current, continuation, ending.signal))),

    inspect: ({ key }) =>
      noticing(
        session().then((current) =>
          inspectObject(current, {
            key,
            identityId: current.identityId,
            firstRead: tuning.firstRead,
            signal: ending.signal,
          }),
        ),
      ),

    async seal({ id, file }) {
      queue.add({
        id,
        kind: 'seal',
        name: file.name,
        key: null,
        run: async (signal, onStep) => {
          const { store, kms, identityId, kmsKeyId: keyId } = await session();
          const ports = { store, kms, reservations, parts, tuning, now, wait };
          return sealFile(ports, { file, identityId, keyId, signal, onStep });
        },
      });
      return null;
    },

    async open({ id, key, acceptMoved }) {
      const name = nameOf(key);
      queue.add({
        id,
        kind: 'open',
        name,
        key,
        run: async (signal, onStep) => {
          const { store, kms, identityId } = await session();
          const staging = await environment.staging();
          const createSink = (bytes: number) => staging.createSink(name, bytes);
          const ports = { store, kms, createSink, tuning, now };
          const { file, bytes } = await openFile(ports, { key, identityId, acceptMoved, signal, onStep });
          emit({ type: 'opened', id, name, file });
          return { key, bytes };
        },
      });
      return null;
    },

    async cancel({ id }) {
      queue.cancel(id);
      return null;
    },

    async forget() {
      ending.abort();
      const staging = await environment.staging();
      const cancelled = queue.cancelAll();
      // Plaintext goes first, in case the page is closed while uploads are aborted; then what was being opened.
      await staging.forget();
      // Uploads are aborted with the credentials that are dropped next.
      await Promise.race([cancelled, wait(forgetPatience)]);
      await staging.forget();
      const current = await starting?.catch(() => null);
      current?.end();
      starting = null;
      tokens = null;
      return null;
    },
  };
}

/** Milliseconds that ending a session waits for uploads to be aborted. The page ends the worker a second later at the latest. */
const forgetPatience = 2_000;

async function listFiles(
  { store, identityId }: Session,
  continuation: string | null,
  signal: AbortSignal,
): Promise<FilePage> {
  const page = await store.list({ prefix: `${identityId}/`, continuation, limit: pageLength, signal });
  const files = page.objects.map(({ key, size, etag, lastModified }) => ({
    key,
    name: nameOf(key),
    storedSize: size,
    etag,
    lastModified,
  }));
  return { files, continuation: page.continuation };
}

/** The last part of a key; all of it where that would be nothing. */
function nameOf(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return name === '' ? key : name;
}
