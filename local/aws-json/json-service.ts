import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SignedRequest } from '../access/contract.ts';
import type { RequestFacts, ServiceHandler } from '../server/service.ts';
import { readBody } from './read-body.ts';
import { ServiceError } from './service-error.ts';

/** One call as an operation sees it. */
export interface JsonCall {
  readonly operation: string;
  readonly input: unknown;
  readonly request: SignedRequest;
  /** lower-case hex */
  readonly bodySha256: string;
}

export interface JsonServiceOptions {
  /** what stands before the dot of `X-Amz-Target` */
  readonly target: string;
  /** the name that fault rules know it by */
  readonly service: string;
  /** @throws ServiceError */
  readonly perform: (call: JsonCall) => Promise<object>;
}

const bodyLimit = 1024 * 1024;
const contentType = 'application/x-amz-json-1.1';

/**
 * A service of the AWS JSON 1.1 protocol, for browsers too: any origin, as the real KMS and Cognito Identity allow,
 * because the signature or the token is what counts and no cookie is read.
 */
export function createJsonService(options: JsonServiceOptions): ServiceHandler {
  return {
    matches: (request, path) =>
      path === '/' &&
      (request.method === 'OPTIONS'
        ? isPreflight(request)
        : targetOf(request).startsWith(`${options.target}.`)),
    describe: (request): RequestFacts => ({
      service: options.service,
      operation: targetOf(request).slice(options.target.length + 1),
      key: null,
      partNumber: null,
    }),
    refuse: (_request, response, refusal) => {
      answerError(response, new ServiceError(refusal.code, refusal.message, refusal.status));
      return Promise.resolve();
    },
    handle: async (request, response) => {
      if (request.method === 'OPTIONS') return answerPreflight(request, response);
      try {
        answer(response, 200, await perform(options, request));
      } catch (thrown) {
        if (!(thrown instanceof ServiceError)) throw thrown;
        answerError(response, thrown);
      }
    },
  };
}

async function perform(options: JsonServiceOptions, request: IncomingMessage): Promise<object> {
  const body = await readBody(request, bodyLimit);
  if (body === null) throw new ServiceError('RequestEntityTooLargeException', 'The body is too large.', 413);
  if (request.method !== 'POST') throw new ServiceError('UnknownOperationException', '', 404);
  return options.perform({
    operation: targetOf(request).slice(options.target.length + 1),
    input: parse(body),
    request: { method: request.method, url: request.url ?? '/', headers: request.headers },
    bodySha256: createHash('sha256').update(body).digest('hex'),
  });
}

function parse(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    throw new ServiceError('SerializationException', 'The body is not JSON.');
  }
}

function targetOf(request: IncomingMessage): string {
  const target = request.headers['x-amz-target'];
  return typeof target === 'string' ? target : '';
}

/** A preflight carries no target itself; that it asks for the header tells it from one for S3. */
function isPreflight(request: IncomingMessage): boolean {
  const wanted = request.headers['access-control-request-headers'] ?? '';
  return wanted
    .toLowerCase()
    .split(/\s*,\s*/u)
    .includes('x-amz-target');
}

function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  response
    .writeHead(200, {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
      'access-control-expose-headers': exposed,
      'access-control-max-age': '172800',
      'content-length': '0',
    })
    .end();
}

const exposed = 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date';

function answerError(response: ServerResponse, error: ServiceError): void {
  const message = error.message === '' ? {} : { message: error.message };
  response.setHeader('x-amzn-ErrorType', error.type);
  answer(response, error.status, { __type: error.type, ...message });
}

function answer(response: ServerResponse, status: number, output: object): void {
  const body = Buffer.from(JSON.stringify(output));
  response
    .writeHead(status, {
      'content-type': contentType,
      'content-length': body.length,
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': exposed,
      'x-amzn-RequestId': randomUUID(),
    })
    .end(body);
}
