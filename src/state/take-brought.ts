import { AppError, type ErrorData } from '../errors.ts';
import type { Vault, VaultCommands } from '../vault/contract.ts';
import type { Brought, SessionState, SignedInUser } from './session-state.ts';
import type { Store } from './store.ts';
import type { SwitchableVaultLine } from './vault-line.ts';

interface Parts {
  readonly store: Store<SessionState>;
  readonly line: SwitchableVaultLine;
  readonly vault: () => Vault;
  readonly config: VaultCommands['start']['input']['config'];
}

/** Hands brought credentials to the vault, which tries them: a new one, or the one whose own expired. As `SessionStore.bring`. */
export async function takeBrought(parts: Parts, brought: Brought): Promise<ErrorData | null> {
  const before = parts.store.get();
  try {
    if (before.status === 'signed-out') await begin(parts, brought);
    else if (before.status === 'expired' && before.user.ownKey) await goOn(parts, before.user, brought);
    return null;
  } catch (thrown) {
    return AppError.from(thrown).toData();
  }
}

async function begin({ store, line, vault, config }: Parts, { own, owner, name }: Brought): Promise<void> {
  const person = { name, email: owner };
  const connecting: SessionState = { status: 'connecting', user: person };
  store.set(connecting);
  try {
    line.connect(vault());
    const { identityId } = await line.send('start', { config, own, owner });
    if (store.get() !== connecting) return;
    store.set({ status: 'signed-in', user: { ...person, id: identityId, ownKey: true } });
    line.ready();
  } catch (thrown) {
    if (store.get() !== connecting) return;
    line.close('ended');
    store.set({ status: 'signed-out', reason: null });
    throw thrown;
  }
}

/** The owner stays who it was, whatever was typed: what is unfinished belongs to them. */
async function goOn(parts: Parts, user: SignedInUser, { own, name }: Brought): Promise<void> {
  const { store, line, vault, config } = parts;
  const expired = store.get();
  const isLost = !line.isReady();
  try {
    if (isLost) {
      line.connect(vault());
      await line.send('start', { config, own, owner: user.id });
    } else await line.send('renew', { own });
  } catch (thrown) {
    if (store.get() !== expired) return;
    // It would answer that nobody is signed in, which reads like a session that ended.
    if (isLost) line.drop();
    throw thrown;
  }
  if (store.get() !== expired) return;
  store.set({ status: 'signed-in', user: { ...user, name } });
  if (isLost) line.ready();
  else line.regained();
}
