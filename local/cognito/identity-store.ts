import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { openJsonFile } from '../state/json-file.ts';

export interface IdentityStore {
  /** `us-east-1:<uuid>` */
  readonly poolId: string;
  /** The identity of one person at one provider; made at their first visit, the same ever after. */
  identityOf(provider: string, subject: string): Promise<string>;
  exists(identityId: string): boolean;
}

const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]+:[0-9a-f-]{36}$/u));
const schema = v.strictObject({
  poolId: id,
  identities: v.array(v.strictObject({ id, provider: v.string(), subject: v.string() })),
});

/** @throws DataFolderError when the file is damaged */
export async function openIdentityStore(file: string, region: string): Promise<IdentityStore> {
  const newId = (): string => `${region}:${randomUUID()}`;
  const stored = await openJsonFile<v.InferOutput<typeof schema>>(file, schema, () => ({
    poolId: newId(),
    identities: [],
  }));
  return {
    poolId: stored.value.poolId,
    exists: (identityId) => stored.value.identities.some((identity) => identity.id === identityId),
    identityOf: async (provider, subject) => {
      const known = stored.value.identities.find(
        (identity) => identity.provider === provider && identity.subject === subject,
      );
      if (known !== undefined) return known.id;
      const made = { id: newId(), provider, subject };
      await stored.save({ ...stored.value, identities: [...stored.value.identities, made] });
      return made.id;
    },
  };
}
