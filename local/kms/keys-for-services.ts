import type { BodyAccess } from '../access/access.ts';
import type { Caller } from '../access/contract.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import { contextConditions } from './encryption-context.ts';
import { demandKey, requireEncryption, requireFit, requireUsable } from './key-call.ts';
import type { KeyRecord } from './key-record.ts';
import type { KeyStore } from './key-store.ts';

/** One use of a key by another service, in the name of whoever asked that service. */
export interface KeyUse {
  readonly caller: Caller;
  readonly action: 'GenerateDataKey' | 'Decrypt';
  /** key id, key ARN or alias; null: the service's own key of this account */
  readonly keyName: string | null;
  readonly context: ReadonlyMap<string, string>;
}

/** The keys as another service of AWS uses them: with a forward access session of its caller. */
export interface KeysForService {
  /** The ARN of the key, once the caller may do this with it through the service. @throws ServiceError in KMS's own words */
  use(use: KeyUse): Promise<string>;
}

/**
 * Source: AWS KMS Developer Guide, "kms:ViaService", and "AWS managed keys": those may be used by all of the account, through their service only.
 * @param options.service as in `kms:ViaService`, such as `s3`
 */
export function createKeysForService(options: {
  readonly store: KeyStore;
  readonly access: BodyAccess;
  readonly clock: { now(): Date };
  readonly service: string;
  readonly region: string;
}): KeysForService {
  const { store, access, clock, service, region } = options;
  const alias = `alias/aws/${service}`;
  let making: Promise<KeyRecord> | null = null;
  const make = async (): Promise<KeyRecord> => {
    const known = store.aliases().get(alias);
    if (known !== undefined) return known;
    const key = await store.create({
      spec: 'SYMMETRIC_DEFAULT',
      usage: 'ENCRYPT_DECRYPT',
      description: `Default key that protects my ${service.toUpperCase()} objects when no other key is defined`,
      policy: null,
    });
    await store.addAlias(alias, key);
    return key;
  };
  const ownKey = (): Promise<KeyRecord> => {
    making ??= make().finally(() => (making = null));
    return making;
  };

  return {
    async use({ caller, action, keyName, context }) {
      const isOwn = keyName === null || keyName === alias;
      const key = isOwn ? await ownKey() : store.resolve(keyName);
      const arn = store.arn(key);
      const call = { store, access, caller, now: clock.now() };
      const conditions = {
        ...contextConditions(context),
        'kms:ViaService': `${service}.${region}.amazonaws.com`,
      };
      if (![null, service].includes(store.managedBy(key)))
        throw new ServiceError('NotFoundException', `Key '${arn}' does not exist`);
      demandKey(call, action, key, conditions);
      requireUsable(call, key);
      requireEncryption(call, key, action);
      requireFit(key, 'SYMMETRIC_DEFAULT');
      return arn;
    },
  };
}
