import type { KmsPort } from '../keyring/kms-port.ts';
import type { Pacer } from './pacer.ts';

/** The same KMS, asked at the pacer's pace: many files dropped at once do not become a storm of calls. */
export function pacedKms(kms: KmsPort, pacer: Pacer): KmsPort {
  return {
    generateDataKey: (request) => pacer.run(() => kms.generateDataKey(request), request.signal),
    decrypt: (request) => pacer.run(() => kms.decrypt(request), request.signal),
    describeKey: (request) => pacer.run(() => kms.describeKey(request), request.signal),
  };
}
