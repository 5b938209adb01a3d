import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { writeAtomically } from '../state/atomic-write.ts';
import { DataFolderError } from '../state/data-folder-error.ts';
import { errnoCode } from '../state/errno.ts';
import { openJsonFile, type JsonFile } from '../state/json-file.ts';
import type { Clock } from './clock.ts';

export type RoleName = 'admin' | 'authenticated';

/** An access key and whom it speaks for. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** null for the admin's long-term key */
  readonly sessionToken: string | null;
  /** milliseconds since the epoch; null: never */
  readonly expiresAt: number | null;
  readonly role: RoleName;
  readonly arn: string;
  /** policy variables, such as `cognito-identity.amazonaws.com:sub` */
  readonly variables: Readonly<Record<string, string>>;
}

export interface TemporaryCredential extends Credential {
  readonly sessionToken: string;
  readonly expiresAt: number;
}

export interface CredentialStore {
  readonly admin: Credential;
  /** An expired credential is found too, for a day, so that its owner hears "expired" rather than "unknown". */
  find(accessKeyId: string): Credential | null;
  /** Issues a temporary credential and keeps it on disk before it answers. */
  issue(session: {
    readonly role: RoleName;
    readonly arn: string;
    readonly variables: Readonly<Record<string, string>>;
    readonly seconds: number;
  }): Promise<TemporaryCredential>;
  /** Ends every temporary credential at once. */
  expireAll(): Promise<void>;
}

const temporarySchema = v.strictObject({
  accessKeyId: v.pipe(v.string(), v.regex(/^ASIA[A-Z2-7]{16}$/u)),
  secretAccessKey: v.pipe(v.string(), v.length(40)),
  sessionToken: v.pipe(v.string(), v.nonEmpty()),
  expiresAt: v.number(),
  role: v.picklist(['admin', 'authenticated']),
  arn: v.pipe(v.string(), v.startsWith('arn:')),
  variables: v.record(v.string(), v.string()),
});
const schema = v.strictObject({ sessions: v.array(temporarySchema) });

const dayMs = 24 * 60 * 60 * 1000;
const adminProfile = 'sealdrop-admin';

/**
 * Opens the store of the data folder; the first time, makes a random admin key pair.
 * @param files.admin an AWS shared-credentials file, for `AWS_SHARED_CREDENTIALS_FILE` with the profile `sealdrop-admin`
 * @param files.sessions temporary credentials, so that they outlive a restart
 * @throws DataFolderError
 */
export async function openCredentialStore(
  files: { readonly admin: string; readonly sessions: string },
  clock: Clock,
  accountId: string,
): Promise<CredentialStore> {
  const admin = await openAdmin(files.admin, accountId);
  const sessions = await openJsonFile(files.sessions, schema, () => ({ sessions: [] }));
  return {
    admin,
    find: (accessKeyId) =>
      accessKeyId === admin.accessKeyId
        ? admin
        : (sessions.value.sessions.find((session) => session.accessKeyId === accessKeyId) ?? null),
    issue: async ({ role, arn, variables, seconds }) => {
      const now = clock.now().getTime();
      const issued: TemporaryCredential = {
        ...newKeyPair('ASIA'),
        sessionToken: randomBytes(192).toString('base64'),
        expiresAt: Math.floor(now / 1000) * 1000 + seconds * 1000,
        role,
        arn,
        variables: { ...variables },
      };
      await keep(sessions, [...sessions.value.sessions.filter((old) => old.expiresAt > now - dayMs), issued]);
      return issued;
    },
    expireAll: () => {
      const expiresAt = clock.now().getTime();
      return keep(
        sessions,
        sessions.value.sessions.map((session) => ({
          ...session,
          expiresAt: Math.min(session.expiresAt, expiresAt),
        })),
      );
    },
  };
}

function keep(
  file: JsonFile<v.InferOutput<typeof schema>>,
  sessions: readonly v.InferInput<typeof temporarySchema>[],
): Promise<void> {
  return file.save({ sessions: [...sessions] });
}

async function openAdmin(path: string, accountId: string): Promise<Credential> {
  const pair = (await readAdmin(path)) ?? newKeyPair('AKIA');
  await writeAtomically(
    path,
    `[${adminProfile}]\naws_access_key_id = ${pair.accessKeyId}\naws_secret_access_key = ${pair.secretAccessKey}\n`,
  );
  const arn = `arn:aws:iam::${accountId}:user/${adminProfile}`;
  return { ...pair, sessionToken: null, expiresAt: null, role: 'admin', arn, variables: {} };
}

interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

async function readAdmin(path: string): Promise<KeyPair | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (errnoCode(cause) === 'ENOENT') return null;
    throw new DataFolderError(
      `${path} cannot be read (${errnoCode(cause) ?? 'unknown'}): check its permissions.`,
    );
  }
  const accessKeyId = /^aws_access_key_id\s*=\s*(AKIA[A-Z2-7]{16})\s*$/mu.exec(text)?.[1];
  const secretAccessKey = /^aws_secret_access_key\s*=\s*([A-Za-z0-9+/]{40})\s*$/mu.exec(text)?.[1];
  if (accessKeyId === undefined || secretAccessKey === undefined || !text.startsWith(`[${adminProfile}]`)) {
    throw new DataFolderError(
      `${path} does not hold the admin's key pair: delete it to get a new one, and start again.`,
    );
  }
  return { accessKeyId, secretAccessKey };
}

/** In AWS's own shape: a 4-letter prefix and 16 base32 letters; a secret of 40 base64 letters (240 bits). */
function newKeyPair(prefix: 'AKIA' | 'ASIA'): KeyPair {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const id = Array.from(randomBytes(16), (byte) => letters[byte % 32] ?? 'A').join('');
  return { accessKeyId: `${prefix}${id}`, secretAccessKey: randomBytes(30).toString('base64') };
}
