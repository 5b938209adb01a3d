import { createHash, generateKeyPair, randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '../access/clock.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import { openJsonFile } from '../state/json-file.ts';
import { keyFileSchema, type KeyFile, type KeyMaterial, type KeyRecord } from './key-record.ts';

export interface KeyStore {
  readonly region: string;
  /** `arn:aws:kms:<region>:<account>:` */
  readonly arnPrefix: string;
  arn(key: KeyRecord): string;
  /** By key id, key ARN, alias or alias ARN. @throws ServiceError `NotFoundException` */
  resolve(name: string): KeyRecord;
  byId(id: string): KeyRecord | null;
  keys(): readonly KeyRecord[];
  aliases(): ReadonlyMap<string, KeyRecord>;
  /** the service whose key it is, of AWS itself (`alias/aws/s3`: `s3`); null: a key of the account's own */
  managedBy(key: KeyRecord): string | null;
  /** @param input.policy JSON, one that was checked; null: the default */
  create(input: Pick<KeyRecord, 'spec' | 'usage' | 'description' | 'policy'>): Promise<KeyRecord>;
  update(
    key: KeyRecord,
    change: Partial<Pick<KeyRecord, 'enabled' | 'deletion' | 'rotation' | 'policy'>>,
  ): Promise<KeyRecord>;
  /** Gives a symmetric key new material; blobs under the old keep opening. */
  rotate(key: KeyRecord, how: KeyMaterial['how']): Promise<KeyRecord>;
  addAlias(alias: string, key: KeyRecord): Promise<void>;
}

const managedPrefix = 'alias/aws/';
const makeKeyPair = promisify(generateKeyPair);

/** @throws DataFolderError when the file is damaged */
export async function openKeyStore(
  file: string,
  place: { readonly region: string; readonly accountId: string },
  clock: Clock,
): Promise<KeyStore> {
  const stored = await openJsonFile<KeyFile>(file, keyFileSchema, () => ({ keys: [], aliases: {} }));
  const arnPrefix = `arn:aws:kms:${place.region}:${place.accountId}:`;
  const now = (): number => clock.now().getTime();
  const keys = (): KeyRecord[] =>
    stored.value.keys.filter(({ deletion }) => deletion === null || deletion > now());
  const byId = (id: string): KeyRecord | null => keys().find((key) => key.id === id) ?? null;

  const replace = async (next: KeyRecord): Promise<KeyRecord> => {
    await stored.save({
      ...stored.value,
      keys: stored.value.keys.map((key) =>
        key.id === next.id ? { ...next, materials: [...next.materials] } : key,
      ),
    });
    return next;
  };
  const newMaterial = (how: KeyMaterial['how'] = 'ON_DEMAND'): KeyMaterial => {
    const key = randomBytes(32);
    const id = createHash('sha256').update('key material').update(key).digest('hex');
    return { id, key: key.toString('base64'), since: now(), how };
  };

  return {
    region: place.region,
    arnPrefix,
    arn: (key) => `${arnPrefix}key/${key.id}`,
    resolve: (name) => {
      const local = name.startsWith(arnPrefix) ? name.slice(arnPrefix.length) : name;
      if (local.startsWith('alias/')) {
        const key = byId(stored.value.aliases[local] ?? '');
        if (key === null)
          throw new ServiceError('NotFoundException', `Alias ${arnPrefix}${local} is not found.`);
        return key;
      }
      const key = byId(local === name ? name : local.replace(/^key\//u, ''));
      if (key !== null) return key;
      const arn = name.startsWith('arn:') ? name : `${arnPrefix}key/${name}`;
      throw new ServiceError('NotFoundException', `Key '${arn}' does not exist`);
    },
    byId,
    keys,
    aliases: () =>
      new Map(
        Object.entries(stored.value.aliases).flatMap(([alias, id]) => {
          const key = byId(id);
          return key === null ? [] : [[alias, key] as const];
        }),
      ),
    managedBy: ({ id }) =>
      Object.entries(stored.value.aliases)
        .find(([alias, target]) => target === id && alias.startsWith(managedPrefix))?.[0]
        .slice(managedPrefix.length) ?? null,
    create: async ({ spec, usage, description, policy }) => {
      const symmetric = spec === 'SYMMETRIC_DEFAULT';
      const key = {
        id: randomUUID(),
        spec,
        usage,
        description,
        created: now(),
        enabled: true,
        deletion: null,
        rotation: null,
        policy,
        materials: symmetric ? [newMaterial()] : [],
        privateKey: symmetric ? null : await makeRsaKey(Number(spec.slice(4))),
      };
      await stored.save({ ...stored.value, keys: [...stored.value.keys, key] });
      return key;
    },
    update: (key, change) => replace({ ...key, ...change }),
    rotate: (key, how) => replace({ ...key, materials: [...key.materials, newMaterial(how)] }),
    addAlias: (alias, key) =>
      stored.save({ ...stored.value, aliases: { ...stored.value.aliases, [alias]: key.id } }),
  };
}

async function makeRsaKey(modulusLength: number): Promise<string> {
  const { privateKey } = await makeKeyPair('rsa', { modulusLength });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
