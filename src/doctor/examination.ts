import type { AppConfig } from '../config/config.ts';
import { AppError } from '../errors.ts';
import type { CheckId } from './checks.ts';
import { doctorPrefix } from './doctor-prefix.ts';
import type { Deployment } from './fixes.ts';
import type { AccountProbe, Surroundings } from './probe-port.ts';
import type { Verdict } from './verdict.ts';

/** What the earlier checks of one run found out, for the later ones. */
export interface Examination {
  readonly surroundings: Surroundings;
  readonly signal: AbortSignal;
  config: AppConfig | null;
  account: AccountProbe | null;
  keyArn: string | null;
  readonly verdicts: Map<CheckId, Verdict>;
  /** answer headers by what was asked */
  readonly answers: Map<'put' | 'get' | 'begin', Readonly<Record<string, string>>>;
  /** The object that most checks look at: made by `put`, removed by `delete`, or at the end. */
  probe: { readonly key: string; readonly etag: string } | null;
  wrapped: WrappedProbe | null;
  /** What is taken away again at the end, in this order. */
  readonly leftToRemove: Map<string, () => Promise<unknown>>;
}

/** A data key of nothing: its bytes were compared and overwritten. */
export interface WrappedProbe {
  readonly wrapped: Uint8Array<ArrayBuffer>;
  readonly keyArn: string;
  readonly context: ReadonlyMap<string, string>;
  /** SHA-256 of the plain key, to know it again */
  readonly digest: Uint8Array<ArrayBuffer>;
}

export function beginExamination(surroundings: Surroundings, signal: AbortSignal): Examination {
  return {
    surroundings,
    signal,
    config: null,
    account: null,
    keyArn: null,
    verdicts: new Map(),
    answers: new Map(),
    probe: null,
    wrapped: null,
    leftToRemove: new Map(),
  };
}

/** @throws AppError `internal` before `configuration` worked: `dependsOn` keeps a check from that */
export function configOf({ config }: Examination): AppConfig {
  if (config === null) throw new AppError('internal', 'a check ran before the configuration was read');
  return config;
}

/** @throws AppError `internal` before `identity` worked */
export function accountOf({ account }: Examination): AccountProbe {
  if (account === null) throw new AppError('internal', 'a check ran before there were credentials');
  return account;
}

export function deploymentOf(examination: Examination): Deployment {
  const { surroundings, keyArn } = examination;
  return { config: configOf(examination), origin: surroundings.origin, keyArn };
}

export function newKey(examination: Examination): string {
  return `${doctorPrefix(accountOf(examination).identityId)}${crypto.randomUUID()}`;
}
