import type { ProviderTraits } from './oidc/provider-configuration.ts';
import type { LocalUser } from './oidc/users.ts';

export interface LocalAwsOptions {
  /** holds everything that outlives the process; made when missing */
  readonly folder: string;
  /** 0: any free port */
  readonly port: number;
  /** the app's origin, `http://localhost:5173`: the only one that may sign in and reach the bucket from a browser */
  readonly appOrigin: string;
  readonly users?: readonly LocalUser[];
  /** another provider than one like Cognito */
  readonly provider?: ProviderTraits;
  /** how long credentials and ID tokens last, 3600 by default as in AWS */
  readonly sessionSeconds?: number;
  /** whether the bucket keeps what was replaced or deleted, as the deployed one does: true by default, false where the disk would fill up */
  readonly keepsVersions?: boolean;
  /** certifies the sign-in's key (PKCS #8, PEM) for stores that want a certificate (DER) in the key set */
  readonly certify?: (privateKey: string) => Promise<Buffer>;
  /** one line for each thing an engineer should know */
  readonly log?: (line: string) => void;
}
