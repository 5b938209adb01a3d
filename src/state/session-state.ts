import type { ErrorData } from '../errors.ts';
import type { OwnCredentials } from '../vault/contract.ts';

export interface Person {
  readonly name: string;
  readonly email: string;
}

/** A person with AWS credentials. `id` is the Cognito identity id, or the owner they stated. */
export interface SignedInUser extends Person {
  readonly id: string;
  /** they brought the credentials along, so that only they can bring others */
  readonly ownKey?: true;
}

/** Credentials somebody typed. The page keeps them no longer than it takes to hand them to the vault. */
export interface Brought {
  readonly own: OwnCredentials;
  readonly owner: string;
  /** what to call them: the access key, shortened */
  readonly name: string;
}

export type SessionState =
  | { readonly status: 'starting' }
  | { readonly status: 'signed-out'; readonly reason: null | 'signed-out' | 'expired' | ErrorData }
  | { readonly status: 'signing-in' }
  /** signed in; the vault is getting its credentials */
  | { readonly status: 'connecting'; readonly user: Person }
  | { readonly status: 'signed-in'; readonly user: SignedInUser }
  /** the session ended while the person was at work: the page stays as it is */
  | {
      readonly status: 'expired';
      readonly user: SignedInUser;
      /** brought credentials were lost with the vault that held them, which died */
      readonly lost?: true;
    };

/** Whether a sign-in failed, which is to be told before anything else. */
export function signInFailed(state: SessionState): boolean {
  return state.status === 'signed-out' && typeof state.reason === 'object' && state.reason !== null;
}
