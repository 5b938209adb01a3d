import { createFakeVault, type Answers, type FakeVault } from './fake-vault.ts';
import { createSessionStore, type SignInPort } from './session.ts';

export const config = {
  region: 'eu-central-1',
  signIn: { authority: 'http://localhost/oidc', clientId: 'c', scope: 'openid' },
  identityPool: { id: 'eu-central-1:00000000-0000-4000-8000-000000000000', loginProvider: 'localhost/oidc' },
  bucket: 'files',
  kmsKeyId: 'alias/a',
};
export const user = { name: 'Ada', email: 'ada@example.org' };
export const signedInUser = { ...user, id: 'eu-central-1:id' };

/** For tests: a session whose sign-in and vaults answer as they usually do, but for what is given. */
export function setUp(
  signIn: Partial<SignInPort> = {},
  answers: Partial<Answers> = {},
  wait: (milliseconds: number) => Promise<void> = async () => undefined,
  isOnline: () => boolean = () => true,
) {
  const vaults: FakeVault[] = [];
  const session = createSessionStore({
    config,
    vault() {
      const vault = createFakeVault(answers);
      vaults.push(vault);
      return vault;
    },
    signIn: {
      restore: async () => ({ idToken: 'token-1', user }),
      begin: async () => undefined,
      freshToken: async () => 'token-2',
      end: async () => undefined,
      ...signIn,
    },
    wait,
    isOnline,
  });
  return { session, vaults };
}
