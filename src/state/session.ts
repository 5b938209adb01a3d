import { AppError, type ErrorData } from '../errors.ts';
import type { Vault, VaultCommands } from '../vault/contract.ts';
import { reconnect } from './reconnect.ts';
import { takeBrought } from './take-brought.ts';
import type { Brought, Person, SessionState } from './session-state.ts';
import { createStore, type ReadableStore, type Store } from './store.ts';
import { createVaultLine, type SwitchableVaultLine, type VaultLine } from './vault-line.ts';

export type { SessionState, SignedInUser } from './session-state.ts';

/** What the session needs of sign-in. Methods throw AppError. */
export interface SignInPort {
  /** Completes a return from sign-in or takes up a session that is still there; null: nobody is signed in; `copied`: somebody is, in the tab that this one was made from. */
  restore(): Promise<{ readonly idToken: string; readonly user: Person } | 'copied' | null>;
  /** Leaves the page. */
  begin(): Promise<void>;
  /** null: the session ended for good. */
  freshToken(): Promise<string | null>;
  /** Forgets the tokens; usually leaves the page. */
  end(): Promise<void>;
}

export interface SessionStore extends ReadableStore<SessionState> {
  /** The line to the vault for the other stores; open from `connecting` on. */
  readonly vault: VaultLine;
  /** Takes up or completes a sign-in. Only from the beginning or from `signed-out`; otherwise nothing happens. */
  start(): Promise<void>;
  /** Leaves the page for sign-in, from `signed-out` or `expired`. */
  signIn(): Promise<void>;
  /**
   * Begins, from `signed-out`, or goes on, from `expired` and for the same owner, with credentials that the person brought.
   * @returns why they were not taken; null: they were, or nobody wants them any more
   */
  bring(brought: Brought): Promise<ErrorData | null>;
  /** Aborts what moves, forgets everything, signs out. */
  signOut(): Promise<void>;
  /** The device has a network again: does what waited for it. */
  backOnline(): void;
  /** The page was shown again by the browser's Back button after it had left for sign-in. */
  cameBack(): void;
}

export interface SessionParts {
  /** what the vault starts with */
  readonly config: VaultCommands['start']['input']['config'];
  /** makes a new vault with its own worker */
  readonly vault: () => Vault;
  readonly signIn: SignInPort;
  /** whether the device has a network; always, without it */
  readonly isOnline?: () => boolean;
  /** resolves after so many milliseconds */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** A vault that does not answer `forget` in this time is ended all the same. Milliseconds. */
const forgetPatience = 3_000;
/** Milliseconds between attempts to renew the token while sign-in cannot be reached. */
const renewPauses = [1_000, 5_000, 15_000];

/** The session: who is signed in, and the vault that works for them. No method throws; failures become states. */
export function createSessionStore(parts: SessionParts): SessionStore {
  const { config, signIn, isOnline = () => true, wait = sleep } = parts;
  const store: Store<SessionState> = createStore<SessionState>({ status: 'starting' });
  const line: SwitchableVaultLine = createVaultLine();
  let started = false;
  let heldBack = false;
  let renewing = false;
  let recovering = false;

  function signedOut(reason: Extract<SessionState, { status: 'signed-out' }>['reason']): void {
    line.close('ended');
    store.set({ status: 'signed-out', reason });
  }

  function expire(): void {
    const state = store.get();
    if (state.status === 'signed-in') store.set({ status: 'expired', user: state.user });
    else if (state.status === 'connecting') signedOut('expired');
  }

  async function connect(person: { readonly idToken: string; readonly user: Person }): Promise<void> {
    const connecting: SessionState = { status: 'connecting', user: person.user };
    store.set(connecting);
    try {
      line.connect(parts.vault());
      const { identityId } = await line.send('start', { config, idToken: person.idToken });
      if (store.get() !== connecting) return;
      store.set({ status: 'signed-in', user: { ...person.user, id: identityId } });
      line.ready();
    } catch (thrown) {
      if (store.get() !== connecting) return;
      const error = AppError.from(thrown);
      signedOut(error.code === 'session-expired' ? 'expired' : error.toData());
    }
  }

  /** For sign-in. */
  async function leave(): Promise<void> {
    store.set({ status: 'signing-in' });
    await signIn.begin();
  }

  async function renew(): Promise<void> {
    if (renewing) return;
    renewing = true;
    // Sign-in that cannot be reached is not a session that ended: the vault says so to whoever waits, and asks again.
    const idToken = await freshToken(signIn, wait).catch(() => undefined);
    renewing = false;
    if (idToken === undefined) return;
    // A vault that cannot take the token any more has crashed, which the line tells by itself.
    await line.send('renew', { idToken }).catch(() => null);
    if (idToken === null) expire();
  }

  /** After a crash: the same person, another worker. The list stays on screen meanwhile. */
  async function recover(): Promise<void> {
    const before = store.get();
    if (before.status !== 'signed-in' || recovering) return;
    if (before.user.ownKey) {
      store.set({ status: 'expired', user: before.user, lost: true });
      return;
    }
    recovering = true;
    const isWanted = () => store.get() === before;
    try {
      const { vault } = parts;
      const freshToken = () => signIn.freshToken();
      if ((await reconnect({ line, vault, config, freshToken, isWanted, wait })) === 'expired') expire();
    } catch (thrown) {
      signedOut(AppError.from(thrown).toData());
    } finally {
      recovering = false;
    }
  }

  async function start(): Promise<void> {
    if (started && store.get().status !== 'signed-out') return;
    started = true;
    heldBack = !isOnline();
    if (heldBack) return signedOut(null);
    store.set({ status: 'starting' });
    try {
      const person = await signIn.restore();
      if (person === null) signedOut(null);
      // The provider knows them, and sends them straight back with a session for this tab.
      else if (person === 'copied') await leave();
      else await connect(person);
    } catch (thrown) {
      signedOut(AppError.from(thrown).toData());
    }
  }

  line.subscribe((event) => {
    if (event.type === 'token-needed') void renew();
    else if (event.type === 'session-expired') expire();
  });
  line.onClose((why) => {
    if (why === 'crashed') void recover();
  });

  return {
    get: store.get,
    subscribe: store.subscribe,
    vault: line,
    start,
    async signIn() {
      const before = store.get();
      if (before.status !== 'signed-out' && before.status !== 'expired') return;
      if (before.status === 'signed-out') store.set({ status: 'signing-in' });
      try {
        await signIn.begin();
      } catch (thrown) {
        signedOut(AppError.from(thrown).toData());
      }
    },
    bring: (brought) => takeBrought({ store, line, vault: parts.vault, config }, brought),
    async signOut() {
      const state = store.get();
      const wasBrought = 'user' in state && 'ownKey' in state.user;
      const forgotten = line.send('forget', null).catch(() => null);
      await Promise.race([forgotten, wait(forgetPatience)]);
      signedOut('signed-out');
      if (!wasBrought) await signIn.end().catch(() => null);
    },
    backOnline() {
      const state = store.get();
      if (state.status !== 'signed-out') return;
      const { reason } = state;
      const wasOffline = typeof reason === 'object' && reason?.code === 'offline';
      if (heldBack || wasOffline) void start();
    },
    cameBack() {
      if (store.get().status === 'signing-in') signedOut(null);
    },
  };
}

/** @throws AppError of the last attempt. */
async function freshToken(
  signIn: SignInPort,
  wait: (milliseconds: number) => Promise<void>,
): Promise<string | null> {
  for (const pause of renewPauses) {
    try {
      return await signIn.freshToken();
    } catch {
      await wait(pause);
    }
  }
  return signIn.freshToken();
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
