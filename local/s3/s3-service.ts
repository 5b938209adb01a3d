import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Access, AccessFailure } from '../access/contract.ts';
import type { ServiceHandler } from '../server/service.ts';
import { type BucketStore, openBucketStore } from './bucket-store.ts';
import { corsHeaders, matchRule, requestedHeaders } from './cors.ts';
import { chooseOperation } from './operations.ts';
import type { CorsRule } from './records.ts';
import type { S3Call, S3Reply } from './s3-call.ts';
import { S3Error, type S3ErrorCode, s3Errors } from './s3-error.ts';
import { headerReader, parseTarget, type S3Target } from './s3-request.ts';
import { xmlDocument } from './xml.ts';

export interface S3ServiceOptions {
  readonly access: Access;
  /** where everything lies; made when missing */
  readonly folder: string;
  readonly clock: () => Date;
  readonly region: string;
  /** CORS rules that buckets get which are made without any */
  readonly corsFor?: (bucket: string) => readonly CorsRule[] | null;
  /** one line for each thing an engineer should know */
  readonly logger?: (line: string) => void;
}

export interface S3Service extends ServiceHandler {
  /** Settles once the data folder has been read; requests wait for it. Rejects when the folder cannot be used. */
  readonly ready: Promise<void>;
  /** Makes a bucket, or gives the one that is there these rules. */
  createBucket(name: string, options: { readonly cors: readonly CorsRule[] | null }): Promise<void>;
}

/** S3's REST API, path style. It answers every request, so it must be the server's last service. */
export function createS3Service(options: S3ServiceOptions): S3Service {
  const logger = options.logger ?? ((line: string) => console.error(line));
  const opened = openBucketStore(options.folder, logger);
  const ready = opened.then(() => undefined);
  ready.catch(() => undefined);
  return {
    ready,
    matches: () => true,
    describe: (request) => describe(request),
    handle: async (request, response) => {
      await answer(request, response, await opened, logger, (target, store) =>
        perform(request, target, options, store),
      );
    },
    refuse: async (request, response, refusal) => {
      await answer(request, response, await opened, logger, () =>
        Promise.resolve({
          status: refusal.status,
          body: xmlDocument('Error', { Code: refusal.code, Message: refusal.message }, true),
        }),
      );
    },
    createBucket: async (name, { cors }) => {
      const store = await opened;
      if (store.has(name)) await store.get(name).update({ cors: cors === null ? null : [...cors] });
      else await store.create(name, cors, options.clock());
    },
  };
}

/** Runs one request to its answer; whatever fails becomes S3's error document, with the CORS headers it deserves. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  store: BucketStore,
  logger: (line: string) => void,
  work: (target: S3Target, store: BucketStore) => Promise<S3Reply>,
): Promise<void> {
  response.setHeader('x-amz-id-2', randomBytes(36).toString('base64'));
  response.setHeader('server', 'AmazonS3');
  let reply: S3Reply;
  try {
    const target = parseTarget(request.url ?? '/');
    for (const [name, value] of Object.entries(corsOf(request, target, store)))
      response.setHeader(name, value);
    reply = request.method === 'OPTIONS' ? preflight(request, target, store) : await work(target, store);
  } catch (error) {
    if (request.socket.destroyed) return;
    reply = errorReply(error, request, response, logger);
  }
  await send(request, response, reply);
}

async function perform(
  request: IncomingMessage,
  target: S3Target,
  options: S3ServiceOptions,
  store: BucketStore,
): Promise<S3Reply> {
  const { access, clock, region } = options;
  const header = headerReader(request, target.query);
  const verified = access.verify(
    { method: request.method ?? '', url: request.url ?? '/', headers: request.headers },
    's3',
  );
  const operation = chooseOperation({
    method: request.method ?? '',
    on: target.bucket === null ? 'service' : target.key === null ? 'bucket' : 'object',
    query: target.query,
    header,
  });
  const expectedOwner = header('x-amz-expected-bucket-owner');
  if (expectedOwner !== undefined && expectedOwner !== verified.caller.accountId)
    throw new S3Error('AccessDenied');
  const call: S3Call = {
    request,
    header,
    query: target.query,
    bucketName: target.bucket ?? '',
    key: target.key ?? '',
    caller: verified.caller,
    payload: verified.payload,
    store,
    now: clock(),
    region,
    allows: (action, resource, conditions) => access.allows(verified.caller, action, resource, conditions),
  };
  const reply = await operation.perform(call);
  if (operation.name === 'CreateBucket' && options.corsFor !== undefined) {
    const rules = options.corsFor(call.bucketName);
    if (rules !== null) await store.get(call.bucketName).update({ cors: [...rules] });
  }
  return reply;
}

function rulesOf(target: S3Target, store: BucketStore): readonly CorsRule[] {
  if (target.bucket === null || !store.has(target.bucket)) return [];
  return store.get(target.bucket).record.cors ?? [];
}

/** CORS headers of an actual request's answer; none unless a rule matches. */
function corsOf(request: IncomingMessage, target: S3Target, store: BucketStore): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined || request.method === 'OPTIONS') return {};
  const asked = { origin, method: request.method ?? '', headers: [] };
  const rule = matchRule(rulesOf(target, store), asked);
  return rule === null ? {} : corsHeaders(rule, asked);
}

function preflight(request: IncomingMessage, target: S3Target, store: BucketStore): S3Reply {
  const { origin } = request.headers;
  const method = request.headers['access-control-request-method'];
  if (origin === undefined) {
    throw new S3Error('BadRequest', { message: 'Insufficient information. Origin request header needed.' });
  }
  if (method === undefined) {
    throw new S3Error('BadRequest', { message: 'Invalid Access-Control-Request-Method: null' });
  }
  const asked = {
    origin,
    method,
    headers: requestedHeaders(request.headers['access-control-request-headers']),
  };
  const rule = matchRule(rulesOf(target, store), asked);
  if (rule === null) {
    throw new S3Error('AccessForbidden', {
      fields: { Method: method, ResourceType: target.key === null ? 'BUCKET' : 'OBJECT' },
    });
  }
  return { status: 200, headers: { ...corsHeaders(rule, asked), 'content-length': '0' } };
}

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

function errorReply(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  logger: (line: string) => void,
): S3Reply {
  const refusal = toS3Error(error);
  if (refusal.code === 'InternalError' && !(error instanceof S3Error)) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    logger(`S3: ${request.method ?? ''} ${request.url ?? ''} failed: ${reason}`);
  }
  const body = xmlDocument(
    'Error',
    {
      Code: refusal.code,
      Message: refusal.message,
      ...refusal.fields,
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

async function send(request: IncomingMessage, response: ServerResponse, reply: S3Reply): Promise<void> {
  const { body, headers = {}, status } = reply;
  if (typeof body === 'string') {
    const bytes = Buffer.from(body);
    response.writeHead(status, {
      'content-type': 'application/xml',
      ...headers,
      'content-length': bytes.length,
    });
    response.end(request.method === 'HEAD' ? undefined : bytes);
    return;
  }
  response.writeHead(status, { ...(status === 200 ? { 'content-length': '0' } : {}), ...headers });
  if (body === undefined || body.length === 0) {
    body?.done();
    response.end();
    return;
  }
  try {
    await pipeline(Readable.from(body.bytes), response);
  } catch (error) {
    response.destroy();
    const cut = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!cut && !request.socket.destroyed) throw error;
  } finally {
    body.done();
  }
}

function describe(request: IncomingMessage): ReturnType<NonNullable<ServiceHandler['describe']>> {
  const unknown = { service: 's3', operation: '', key: null, partNumber: null };
  try {
    const target = parseTarget(request.url ?? '/');
    const operation = chooseOperation({
      method: request.method ?? '',
      on: target.bucket === null ? 'service' : target.key === null ? 'bucket' : 'object',
      query: target.query,
      header: headerReader(request, target.query),
    });
    const part = Number(target.query.get('partNumber') ?? Number.NaN);
    return {
      service: 's3',
      operation: operation.name,
      key: target.key,
      partNumber: Number.isInteger(part) ? part : null,
    };
  } catch {
    return unknown;
  }
}
