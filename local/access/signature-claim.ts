import { AccessFailure, type ServiceName, type SignedRequest } from './contract.ts';
import type { SplitUrl } from './canonical-request.ts';
import type { CredentialScope } from './signing-key.ts';

/** What a request says of its own signature, checked for form but not yet for truth. */
export interface SignatureClaim {
  readonly form: 'header' | 'query';
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** lower case, sorted, no repeats */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260102T030405Z`, form not checked */
  readonly timestamp: string;
  /** seconds a presigned URL lasts; null in the header form */
  readonly expires: number | null;
  readonly sessionToken: string | null;
}

const week = 604_800;

/**
 * Reads the Authorization header, or the `X-Amz-*` query parameters of a presigned URL.
 * Source: AWS Signature Version 4, "Authentication methods".
 * @throws AccessFailure when there is none, or it is malformed
 */
export function readSignatureClaim(request: SignedRequest, url: SplitUrl): SignatureClaim {
  const authorization = request.headers.authorization;
  const presigned = url.query.some(({ name }) => name === 'X-Amz-Algorithm' || name === 'X-Amz-Signature');
  if (authorization !== undefined && presigned) {
    throw malformedHeader(
      'Only one auth mechanism allowed; a presigned URL carries no Authorization header.',
    );
  }
  if (presigned) return readQuery(url);
  if (authorization === undefined) {
    throw new AccessFailure('MissingAuthenticationToken', 'Missing Authentication Token');
  }
  return readHeader(request, authorization);
}

function readHeader(request: SignedRequest, authorization: string): SignatureClaim {
  const match = /^AWS4-HMAC-SHA256\s+(.+)$/u.exec(authorization.trim());
  if (!match) throw malformedHeader('Unsupported Authorization Type');
  const fields = new Map<string, string>();
  for (const part of (match[1] ?? '').split(',')) {
    const equals = part.indexOf('=');
    const name = part.slice(0, equals).trim();
    if (equals === -1 || fields.has(name))
      throw malformedHeader('the Authorization header is not key=value pairs.');
    fields.set(name, part.slice(equals + 1).trim());
  }
  const take = (name: string): string => {
    const value = fields.get(name);
    if (value === undefined || value === '') throw malformedHeader(`missing ${name}.`);
    return value;
  };
  if (fields.size !== 3) throw malformedHeader('the header holds Credential, SignedHeaders and Signature.');
  const timestamp = single(request, 'x-amz-date');
  if (timestamp === null) {
    throw new AccessFailure(
      'MissingAuthenticationToken',
      'AWS authentication requires a valid Date or x-amz-date header',
    );
  }
  return {
    form: 'header',
    ...readCredential(take('Credential'), malformedHeader),
    signedHeaders: readSignedHeaders(take('SignedHeaders'), malformedHeader),
    signature: readSignature(take('Signature'), malformedHeader),
    timestamp,
    expires: null,
    sessionToken: single(request, 'x-amz-security-token'),
  };
}

function readQuery(url: SplitUrl): SignatureClaim {
  const take = (name: string): string => {
    const found = url.query.filter((parameter) => parameter.name === name);
    if (found.length !== 1 || found[0] === undefined || found[0].value === '') {
      throw malformedQuery(
        'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters, once each.',
      );
    }
    return found[0].value;
  };
  if (take('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') {
    throw malformedQuery('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  }
  const expires = take('X-Amz-Expires');
  if (!/^\d{1,12}$/u.test(expires)) throw malformedQuery('X-Amz-Expires should be a number');
  if (Number(expires) > week) {
    throw malformedQuery(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  const hasToken = url.query.some(({ name }) => name === 'X-Amz-Security-Token');
  return {
    form: 'query',
    ...readCredential(take('X-Amz-Credential'), malformedQuery),
    signedHeaders: readSignedHeaders(take('X-Amz-SignedHeaders'), malformedQuery),
    signature: readSignature(take('X-Amz-Signature'), malformedQuery),
    timestamp: take('X-Amz-Date'),
    expires: Number(expires),
    sessionToken: hasToken ? take('X-Amz-Security-Token') : null,
  };
}

type Malformed = (problem: string) => AccessFailure;

function readCredential(text: string, malformed: Malformed): { accessKeyId: string; scope: CredentialScope } {
  const [accessKeyId = '', date = '', region = '', service = '', end, more] = text.split('/');
  if (accessKeyId === '' || region === '' || service === '' || more !== undefined || end !== 'aws4_request') {
    throw malformed(
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  if (!/^\d{8}$/u.test(date))
    throw malformed(
      `incorrect date format "${date}". This date in the credential must be in the format "yyyyMMdd".`,
    );
  return { accessKeyId, scope: { date, region, service } };
}

function readSignedHeaders(text: string, malformed: Malformed): readonly string[] {
  const names = text.split(';');
  const ordered = names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name);
  if (!ordered || names.some((name) => !/^[a-z0-9!#$%&'*+.^_`|~-]+$/u.test(name))) {
    throw malformed('SignedHeaders must be lower case, sorted and without repeats.');
  }
  return names;
}

function readSignature(text: string, malformed: Malformed): string {
  if (!/^[0-9a-f]{64}$/u.test(text)) throw malformed('the Signature must be 64 hexadecimal digits.');
  return text;
}

/**
 * The scope must be the day of the request, this region and this service.
 * @throws AccessFailure `AuthorizationHeaderMalformed` or `AuthorizationQueryParametersError`
 */
export function checkScope(
  claim: SignatureClaim,
  expected: { readonly region: string; readonly service: ServiceName },
): void {
  const malformed = claim.form === 'header' ? malformedHeader : malformedQuery;
  const day = claim.timestamp.slice(0, 8);
  if (claim.scope.date !== day) {
    throw malformed(
      `Invalid credential date "${claim.scope.date}". This date is not the same as X-Amz-Date: "${day}".`,
    );
  }
  if (claim.scope.region !== expected.region) {
    throw malformed(`the region '${claim.scope.region}' is wrong; expecting '${expected.region}'`);
  }
  if (claim.scope.service !== expected.service) {
    throw malformed(
      `incorrect service "${claim.scope.service}". This endpoint belongs to "${expected.service}".`,
    );
  }
}

/** One value of a header; null when it is absent. Node has joined or dropped repeats already. */
export function single(request: SignedRequest, name: string): string | null {
  const value = request.headers[name];
  if (value === undefined) return null;
  return Array.isArray(value) ? value.join(',') : value;
}

function malformedHeader(problem: string): AccessFailure {
  return new AccessFailure(
    'AuthorizationHeaderMalformed',
    `The authorization header is malformed; ${problem}`,
  );
}

function malformedQuery(problem: string): AccessFailure {
  return new AccessFailure('AuthorizationQueryParametersError', problem);
}
