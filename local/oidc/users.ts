import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** Somebody who may sign in at the local provider. */
export interface LocalUser {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly email: string;
}

/** The people of the demonstration; documented, so that anybody may try. */
export const demoUsers: readonly LocalUser[] = [
  { username: 'alice', password: 'alice-demo', name: 'Alice Archer', email: 'alice@example.com' },
  { username: 'bob', password: 'bob-demo', name: 'Bob Baker', email: 'bob@example.com' },
];

export interface UserDirectory {
  find(username: string): Omit<LocalUser, 'password'> | null;
  check(username: string, password: string): SignInOutcome;
}

type SignInOutcome = 'right' | 'wrong' | 'too-many-attempts';

const windowMs = 60_000;
const failuresAllowed = 10;

/** Takes as long for a name nobody has as for a wrong password, and pauses a name after ten failures in a minute. */
export function createUserDirectory(
  users: readonly LocalUser[],
  now: () => number = Date.now,
): UserDirectory {
  const salt = randomBytes(16);
  const hashOf = (password: string): Buffer => scryptSync(password, salt, 32);
  const hashes = new Map(users.map((user) => [user.username, hashOf(user.password)]));
  const nobody = randomBytes(32);
  const failures = new Map<string, readonly number[]>();
  return {
    find: (username) => {
      const user = users.find((candidate) => candidate.username === username);
      return user === undefined ? null : { username, name: user.name, email: user.email };
    },
    check: (username, password) => {
      const recent = (failures.get(username) ?? []).filter((at) => at > now() - windowMs);
      if (recent.length >= failuresAllowed) return 'too-many-attempts';
      const right = timingSafeEqual(hashOf(password), hashes.get(username) ?? nobody);
      if (right) {
        failures.delete(username);
        return 'right';
      }
      if (failures.size > 1000) failures.clear();
      failures.set(username, [...recent, now()]);
      return 'wrong';
    },
  };
}
