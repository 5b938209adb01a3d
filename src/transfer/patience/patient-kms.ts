import type { KmsPort } from '../../keyring/kms-port.ts';
import type { Patience } from '../patience-port.ts';

const unending = new AbortController().signal;

/** The same KMS, asked again while its failures may pass. Every request may be repeated: at worst a data key is never used. */
export function patientKms(kms: KmsPort, patience: Patience): KmsPort {
  const ask = <Request extends { readonly signal?: AbortSignal }, Answer>(
    perform: (request: Request) => Promise<Answer>,
    request: Request,
  ): Promise<Answer> =>
    patience.run((signal) => perform({ ...request, signal }), {
      signal: request.signal ?? unending,
      interruptible: true,
    });
  return {
    generateDataKey: (request) => ask((one: typeof request) => kms.generateDataKey(one), request),
    decrypt: (request) => ask((one: typeof request) => kms.decrypt(one), request),
    describeKey: (request) => ask((one: typeof request) => kms.describeKey(one), request),
  };
}
