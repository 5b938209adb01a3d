import { AccessFailure, type AccessFailureCode } from '../access/contract.ts';
import { ServiceError } from './service-error.ts';

const invalid = 'The security token included in the request is invalid.';

/** How services of the JSON and Query protocols name a signature that is refused; null: the verifier's own sentence. */
const words: Readonly<Record<AccessFailureCode, readonly [type: string, message: string | null]>> = {
  MissingAuthenticationToken: ['MissingAuthenticationTokenException', 'Missing Authentication Token'],
  AuthorizationHeaderMalformed: ['IncompleteSignatureException', null],
  AuthorizationQueryParametersError: ['IncompleteSignatureException', null],
  InvalidAccessKeyId: ['UnrecognizedClientException', invalid],
  InvalidToken: ['UnrecognizedClientException', invalid],
  ExpiredToken: ['ExpiredTokenException', 'The security token included in the request is expired'],
  RequestTimeTooSkewed: [
    'InvalidSignatureException',
    'Signature expired or not yet current: the clocks differ by more than 15 min.',
  ],
  RequestExpired: ['InvalidSignatureException', null],
  SignatureDoesNotMatch: ['InvalidSignatureException', null],
};

/** Renames the verifier's refusal; anything else passes as it is. */
export function asServiceError(thrown: unknown): unknown {
  if (!(thrown instanceof AccessFailure)) return thrown;
  const [type, message] = words[thrown.code];
  return new ServiceError(type, message ?? thrown.message);
}
