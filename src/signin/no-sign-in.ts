import { AppError } from '../errors.ts';
import type { OidcSignIn } from './oidc-sign-in.ts';

/** Where there is no provider to sign in at, nobody ever did. */
export const noSignIn: OidcSignIn = {
  restore: async () => null,
  begin: async () => {
    throw new AppError('sign-in-failed', 'this deployment has no sign-in');
  },
  freshToken: async () => null,
  heldToken: async () => null,
  end: async () => undefined,
};
