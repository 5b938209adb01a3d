import type { Caller } from './contract.ts';

/** Whom a statement of a resource's policy speaks of. */
export interface Principals {
  /** `*`: everybody */
  readonly everybody: boolean;
  /** accounts, by their number: who speaks of one leaves it to that account's identity policies */
  readonly accounts: readonly string[];
  /** users, roles and sessions, by their ARN */
  readonly arns: readonly string[];
}

/** How a statement reaches a caller: by name, or by the account. */
export type Reach = 'named' | 'account' | null;

/**
 * Source: IAM User Guide, "AWS JSON policy elements: Principal". A `*` within an ARN is not allowed there, nor a group.
 * Services and federated principals are read and match nobody who calls here.
 * @returns null when one of them is no principal
 */
export function parsePrincipals(
  input: '*' | Readonly<Record<string, string | readonly string[]>>,
): Principals | null {
  if (input === '*') return { everybody: true, accounts: [], arns: [] };
  if (!Object.keys(input).every((kind) => ['AWS', 'Service', 'Federated'].includes(kind))) return null;
  const names = [input['AWS'] ?? []].flat();
  const accounts: string[] = [];
  const arns: string[] = [];
  for (const name of names) {
    const account = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/u.exec(name)?.[1];
    if (account !== undefined) accounts.push(account);
    else if (/^arn:aws:(?:iam::\d{12}:(?:user|role)|sts::\d{12}:assumed-role)\/[\w+=,.@/-]+$/u.test(name))
      arns.push(name);
    else if (name !== '*') return null;
  }
  return { everybody: names.includes('*'), accounts, arns };
}

/** A role's ARN speaks of all its sessions, a session's of that one. */
export function reachOf({ everybody, accounts, arns }: Principals, caller: Caller): Reach {
  if (everybody || arns.includes(caller.arn) || arns.includes(principalArn(caller.arn))) return 'named';
  return accounts.includes(caller.accountId) ? 'account' : null;
}

/**
 * `aws:PrincipalArn`: of a session, the ARN of its role. The roles here have no path.
 * Source: IAM User Guide, "AWS global condition context keys".
 */
export function principalArn(callerArn: string): string {
  const session = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/u.exec(callerArn);
  return session === null ? callerArn : `arn:aws:iam::${session[1] ?? ''}:role/${session[2] ?? ''}`;
}
