import { createTokenSource, type TokenSource } from '../aws/token-source.ts';
import { parseConfig, type AppConfig } from '../config/config.ts';
import { AppError } from '../errors.ts';
import { createCallLog } from '../trace/call-log.ts';
import { createGate } from '../transfer/patience/gate.ts';
import { briefLimits, createPatience } from '../transfer/patience/patience.ts';
import { patientKms } from '../transfer/patience/patient-kms.ts';
import { patientStore } from '../transfer/patience/patient-store.ts';
import { createWeather } from '../transfer/patience/weather.ts';
import { wait } from '../transfer/wait.ts';
import type { VaultCommand, VaultCommands } from './contract.ts';
import { createDoctorCommands } from './doctor/doctor-commands.ts';
import type { VaultEnvironment } from './environment.ts';
import { createInspectCommands } from './inspect/inspect-commands.ts';
import { patientFiling } from '../filing/patient-filing.ts';
import { createFilingCommands } from './filing-commands.ts';
import { nameOf } from './list-files.ts';
import { createOpeningCommands } from './opening-commands.ts';
import type { AccessSource, Session } from './session.ts';
import { createThumbnailCommands } from './thumbnails/thumbnail-commands.ts';
import { createTransferQueue } from './transfer-queue.ts';
import { transferSettings } from './transfer-settings.ts';
import { createTransfers } from './transfers.ts';
import { createUnfinished } from './unfinished.ts';
import { createViewCommands } from './views/view-commands.ts';
import { createWorkbench } from './workbench/create-workbench.ts';
import { guidedKms } from './workbench/guided-kms.ts';

export type CommandHandlers = {
  readonly [C in VaultCommand]: (input: VaultCommands[C]['input']) => Promise<VaultCommands[C]['output']>;
};

/** Milliseconds that ending a session waits for uploads to be aborted. The page ends the worker a second later at the latest. */
const forgetPatience = 2_000;

const now = (): number => performance.now();

/** The vault's commands over one session. Failures are AppErrors. */
export function createCommands(environment: VaultEnvironment): CommandHandlers {
  const { emit, tuning } = environment;
  const ending = new AbortController();
  let starting: Promise<Session> | null = null;
  let tokens: TokenSource | null = null;
  let expired = false;
  let settings = transferSettings(tuning, {});

  const notice = (error: AppError): void => {
    if (error.code !== 'session-expired' || expired) return;
    expired = true;
    emit({ type: 'session-expired' });
  };
  const queue = createTransferQueue(
    (snapshot) => emit({ type: 'transfer', snapshot }),
    (error) => {
      if (error) notice(error);
      emit({ type: 'records-changed' });
    },
  );
  const session = (): Promise<Session> => {
    if (starting) return starting;
    return Promise.reject(new AppError('session-expired', 'nobody is signed in'));
  };
  const weather = createWeather();
  const brief = createPatience({ gate: createGate(), weather, limits: briefLimits });
  const noticing = async <T>(perform: (current: Session) => Promise<T>): Promise<T> => {
    try {
      const { store, filing, kms, bench, ...current } = await session();
      return await perform({
        ...current,
        store: patientStore(store, brief, brief),
        filing: patientFiling(filing, brief),
        kms: patientKms(kms, brief),
        bench: {
          ...bench,
          kms: guidedKms(bench.kms, (ask, signal) => brief.run(ask, { signal, interruptible: true })),
        },
      });
    } catch (thrown) {
      const error = AppError.from(thrown);
      notice(error);
      throw error;
    }
  };
  const calls = createCallLog({
    run: crypto.randomUUID(),
    emit: (batch) => emit({ type: 'calls', ...batch }),
    now: () => performance.timeOrigin + performance.now(),
  });
  const transfers = createTransfers(environment, {
    session,
    settings: () => settings,
    queue,
    weather,
    calls,
  });
  const workbench = createWorkbench(
    (perform) =>
      noticing((current) =>
        perform({
          ...current,
          storageEncryption: settings.storageEncryption(null),
          signal: ending.signal,
          now,
        }),
      ),
    now,
  );
  const thumbnails = createThumbnailCommands(environment, noticing, ending.signal);
  const unfinished = createUnfinished(environment, { queue, signal: ending.signal });
  const accessFor = (input: VaultCommands['start']['input'], config: AppConfig): AccessSource => {
    if ('own' in input) {
      if (config.ownCredentials === undefined)
        throw new AppError('internal', 'own credentials are not let in');
      return { own: input.own, owner: input.owner };
    }
    tokens = createTokenSource({
      idToken: input.idToken,
      onNeeded: () => emit({ type: 'token-needed' }),
    });
    return { tokens };
  };

  return {
    async start(input) {
      if (starting) throw new AppError('internal', 'the vault was started before');
      const chosen = parseConfig(input.config);
      settings = transferSettings(tuning, chosen);
      const attempt = environment.startSession(chosen, {
        now: () => Date.now(),
        calls,
        ...accessFor(input, chosen),
      });
      starting = attempt;
      try {
        const current = await attempt;
        await unfinished.sweep(current);
        return { identityId: current.identityId };
      } catch (thrown) {
        starting = null;
        throw thrown;
      }
    },

    async renew(input) {
      if ('own' in input) {
        const { bring } = await session();
        if (bring === undefined) throw new AppError('internal', 'this session renews itself');
        await bring(input.own);
        expired = false;
        return null;
      }
      if (tokens === null) throw new AppError('session-expired', 'nobody is signed in');
      tokens.renew(input.idToken);
      return null;
    },

    ...createFilingCommands(noticing, ending.signal),
    ...createViewCommands(environment, noticing, ending.signal),
    ...thumbnails,
    ...createOpeningCommands(noticing, ending.signal),
    ...createInspectCommands(environment, {
      withSession: noticing,
      isAlone: () => starting === null,
      signal: ending.signal,
    }),

    async seal(input) {
      transfers.seal(input);
      return null;
    },
    async open(input) {
      transfers.open({ ...input, name: nameOf(input.key) });
      return null;
    },
    async openLocal(input) {
      transfers.openLocal(input);
      return null;
    },
    async openArchive(input) {
      transfers.openArchive(input);
      return null;
    },
    async pause({ id }) {
      queue.pause(id);
      return null;
    },
    async resume({ id }) {
      queue.resume(id);
      return null;
    },
    async reorder({ ids, before }) {
      queue.reorder(ids, before);
      return null;
    },
    async cancel({ id }) {
      queue.cancel(id);
      return null;
    },

    ...workbench,
    ...createDoctorCommands(environment),

    interrupted: () => noticing((current) => unfinished.interrupted(current)),
    discard: ({ record }) => noticing((current) => unfinished.discard(current, record)),
    leftovers: () => noticing((current) => unfinished.leftovers(current)),
    removeLeftover: (upload) => noticing((current) => unfinished.removeLeftover(current, upload)),

    async forget() {
      ending.abort();
      const sinks = await environment.sinks();
      const cancelled = queue.cancelAll();
      // Plaintext goes first, in case the page is closed while uploads are aborted; then what was being opened.
      await Promise.all([sinks.forget(), thumbnails.forgetThumbnails(null).catch(() => {})]);
      // Uploads are aborted with the credentials that are dropped next.
      const current = await starting?.catch(() => null);
      const discarded = cancelled.then(() => (current ? unfinished.discardAll(current) : undefined));
      await Promise.race([discarded.catch(() => {}), wait(forgetPatience)]);
      await sinks.forget();
      current?.end();
      starting = null;
      tokens = null;
      return null;
    },
  };
}
