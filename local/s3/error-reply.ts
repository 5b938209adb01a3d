import type { IncomingMessage, ServerResponse } from 'node:http';
import { AccessFailure } from '../access/contract.ts';
import type { S3Reply } from './s3-call.ts';
import { S3Error, type S3ErrorCode, s3Errors } from './s3-error.ts';
import { xmlDocument } from './xml.ts';

/** The access layer's refusals in S3's words, where these differ. */
const accessFailureCodes: Readonly<Record<AccessFailure['code'], S3ErrorCode>> = {
  MissingAuthenticationToken: 'AccessDenied',
  RequestExpired: 'AccessDenied',
  AuthorizationHeaderMalformed: 'AuthorizationHeaderMalformed',
  AuthorizationQueryParametersError: 'AuthorizationQueryParametersError',
  InvalidAccessKeyId: 'InvalidAccessKeyId',
  InvalidToken: 'InvalidToken',
  ExpiredToken: 'ExpiredToken',
  RequestTimeTooSkewed: 'RequestTimeTooSkewed',
  SignatureDoesNotMatch: 'SignatureDoesNotMatch',
};

/** Whatever failed as S3's error document; what S3 has no word for is an InternalError and a line in the log. */
export function errorReply(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  logger: (line: string) => void,
): S3Reply {
  const refusal = toS3Error(error);
  if (refusal.code === 'InternalError' && !(error instanceof S3Error)) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    // Without the query: a presigned one is a credential.
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    logger(`S3: ${request.method ?? ''} ${path} failed: ${reason}`);
  }
  const body = xmlDocument(
    'Error',
    {
      Code: refusal.code,
      Message: refusal.message,
      ...refusal.fields,
      ...(refusal.code === 'RequestTimeTooSkewed' ? times(request, response) : {}),
      RequestId: String(response.getHeader('x-amz-request-id') ?? ''),
      HostId: String(response.getHeader('x-amz-id-2') ?? ''),
    },
    true,
  );
  return { status: refusal.status, headers: refusal.headers, body };
}

function toS3Error(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  if (error instanceof AccessFailure) {
    const code = accessFailureCodes[error.code];
    return new S3Error(code, {
      message:
        code === error.code
          ? error.message
          : s3Errors.AccessDenied[1] + (error.code === 'RequestExpired' ? '. Request has expired' : ''),
    });
  }
  return new S3Error('InternalError');
}

/** What S3 says of the two clocks. Source: S3 API Reference, "Error responses", RequestTimeTooSkewed. */
function times(request: IncomingMessage, response: ServerResponse): Record<string, string> {
  const signedAt = request.headers['x-amz-date'];
  const date = response.getHeader('date');
  return {
    ...(typeof signedAt === 'string' ? { RequestTime: signedAt } : {}),
    ...(typeof date === 'string' ? { ServerTime: new Date(date).toISOString().replace('.000', '') } : {}),
    MaxAllowedSkewMilliseconds: '900000',
  };
}
