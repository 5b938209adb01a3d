import type { BodyAccess } from '../access/access.ts';
import type { Clock } from '../access/clock.ts';
import type { Caller } from '../access/contract.ts';
import { asServiceError } from '../aws-json/access-refusal.ts';
import { createJsonService, type JsonCall } from '../aws-json/json-service.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import type { ServiceHandler } from '../server/service.ts';
import { decrypt, encrypt, reEncrypt } from './crypt-operations.ts';
import { generateDataKey, generateDataKeyPair, generateRandom } from './data-key-operations.ts';
import type { KmsOperation } from './key-call.ts';
import {
  cancelKeyDeletion,
  createAlias,
  createKey,
  describeKey,
  getPublicKey,
  listAliases,
  listKeys,
  scheduleKeyDeletion,
  switchKey,
} from './key-operations.ts';
import { getKeyPolicy, listKeyPolicies, putKeyPolicy } from './key-policy-operations.ts';
import type { KeyStore } from './key-store.ts';
import {
  disableKeyRotation,
  enableKeyRotation,
  getKeyRotationStatus,
  listKeyRotations,
  rotateDue,
  rotateKeyOnDemand,
} from './rotation-operations.ts';

const operations: ReadonlyMap<string, KmsOperation> = new Map([
  ['CancelKeyDeletion', cancelKeyDeletion],
  ['CreateAlias', createAlias],
  ['CreateKey', createKey],
  ['Decrypt', decrypt],
  ['DescribeKey', describeKey],
  ['DisableKey', switchKey(false)],
  ['DisableKeyRotation', disableKeyRotation],
  ['EnableKey', switchKey(true)],
  ['EnableKeyRotation', enableKeyRotation],
  ['Encrypt', encrypt],
  ['GenerateDataKey', generateDataKey({ plaintext: true })],
  ['GenerateDataKeyPair', generateDataKeyPair({ plaintext: true })],
  ['GenerateDataKeyPairWithoutPlaintext', generateDataKeyPair({ plaintext: false })],
  ['GenerateDataKeyWithoutPlaintext', generateDataKey({ plaintext: false })],
  ['GenerateRandom', generateRandom],
  ['GetKeyPolicy', getKeyPolicy],
  ['GetKeyRotationStatus', getKeyRotationStatus],
  ['GetPublicKey', getPublicKey],
  ['ListAliases', listAliases],
  ['ListKeyPolicies', listKeyPolicies],
  ['ListKeyRotations', listKeyRotations],
  ['ListKeys', listKeys],
  ['PutKeyPolicy', putKeyPolicy],
  ['ReEncrypt', reEncrypt],
  ['RotateKeyOnDemand', rotateKeyOnDemand],
  ['ScheduleKeyDeletion', scheduleKeyDeletion],
]);

/** The local KMS: real AES-256-GCM and RSA under keys kept in the data folder. */
export function createKmsService(options: {
  readonly access: BodyAccess;
  readonly store: KeyStore;
  readonly clock: Clock;
}): ServiceHandler {
  return createJsonService({
    target: 'TrentService',
    service: 'kms',
    perform: async (call) => {
      const perform = operations.get(call.operation);
      if (perform === undefined) throw new ServiceError('UnknownOperationException', '');
      const caller = verify(options.access, call);
      await rotateDue(options.store, options.clock.now());
      return perform(
        { store: options.store, access: options.access, caller, now: options.clock.now() },
        call.input,
      );
    },
  });
}

function verify(access: BodyAccess, call: JsonCall): Caller {
  try {
    return access.verifyBody(call.request, 'kms', call.bodySha256);
  } catch (thrown) {
    throw asServiceError(thrown);
  }
}
