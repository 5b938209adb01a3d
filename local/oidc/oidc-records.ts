import type { Adapter, AdapterPayload } from 'oidc-provider';
import * as v from 'valibot';
import { openJsonFile } from '../state/json-file.ts';

const schema = v.strictObject({
  records: v.record(
    v.string(),
    v.strictObject({
      payload: v.record(v.string(), v.unknown()),
      /** milliseconds since the epoch */
      expiresAt: v.nullable(v.number()),
    }),
  ),
});
type Records = v.InferOutput<typeof schema>['records'];

export interface OidcRecords {
  adapter(model: string): Adapter;
  /** Ends every session and revokes every token. */
  clear(): Promise<void>;
}

/**
 * Sessions, grants and tokens of the provider in one file, so that a restart signs nobody out.
 * @throws DataFolderError when the file is damaged
 */
export async function openOidcRecords(file: string): Promise<OidcRecords> {
  const stored = await openJsonFile<v.InferOutput<typeof schema>>(file, schema, () => ({ records: {} }));
  const read = (id: string): AdapterPayload | undefined => {
    const record = stored.value.records[id];
    return record === undefined || isPast(record) ? undefined : { ...record.payload };
  };
  const change = (edit: (records: Records) => void): Promise<void> => {
    const records = Object.fromEntries(
      Object.entries(stored.value.records).filter(([, one]) => !isPast(one)),
    );
    edit(records);
    return stored.save({ records });
  };
  const findBy = (model: string, member: 'uid' | 'userCode', value: string): AdapterPayload | undefined => {
    const id = Object.entries(stored.value.records).find(
      ([key, { payload }]) => key.startsWith(`${model}:`) && payload[member] === value,
    )?.[0];
    return id === undefined ? undefined : read(id);
  };
  return {
    clear: () => stored.save({ records: {} }),
    adapter: (model) => ({
      upsert: (id, payload, expiresIn) =>
        change((records) => {
          const expiresAt = expiresIn !== undefined && expiresIn > 0 ? Date.now() + expiresIn * 1000 : null;
          records[`${model}:${id}`] = { payload: { ...payload }, expiresAt };
        }),
      find: (id) => Promise.resolve(read(`${model}:${id}`)),
      findByUid: (uid) => Promise.resolve(findBy(model, 'uid', uid)),
      findByUserCode: (userCode) => Promise.resolve(findBy(model, 'userCode', userCode)),
      destroy: (id) =>
        change((records) => {
          Reflect.deleteProperty(records, `${model}:${id}`);
        }),
      consume: (id) =>
        change((records) => {
          const record = records[`${model}:${id}`];
          if (record === undefined) return;
          const payload = { ...record.payload, consumed: Math.floor(Date.now() / 1000) };
          records[`${model}:${id}`] = { ...record, payload };
        }),
      revokeByGrantId: (grantId) =>
        change((records) => {
          for (const [key, { payload }] of Object.entries(records)) {
            if (key.startsWith(`${model}:`) && payload['grantId'] === grantId)
              Reflect.deleteProperty(records, key);
          }
        }),
    }),
  };
}

function isPast(record: Records[string]): boolean {
  return record.expiresAt !== null && record.expiresAt <= Date.now();
}
