import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Access } from '../access/contract.ts';
import type { KeysForService } from '../kms/keys-for-services.ts';
import type { ServiceHandler } from '../server/service.ts';
import type { BucketSettings } from './bucket.ts';
import { type BucketStore, openBucketStore } from './bucket-store.ts';
import { type ChecksumSupport, underChecksumSupport } from './checksum-support.ts';
import { corsOf, preflight } from './cors-answer.ts';
import { errorReply } from './error-reply.ts';
import { chooseOperation } from './operations.ts';
import type { CorsRule } from './records.ts';
import type { S3Call, S3Reply } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { headerReader, parseTarget, type S3Target } from './s3-request.ts';
import { xmlDocument } from './xml.ts';

export interface S3ServiceOptions {
  readonly access: Access;
  /** where everything lies; made when missing */
  readonly folder: string;
  readonly clock: () => Date;
  readonly region: string;
  /** for SSE-KMS, which is refused as not implemented without */
  readonly keys?: KeysForService;
  /** `full` without */
  readonly checksums?: () => ChecksumSupport;
  /** CORS rules that buckets get which are made without any */
  readonly corsFor?: (bucket: string) => readonly CorsRule[] | null;
  /** one line for each thing an engineer should know */
  readonly logger?: (line: string) => void;
}

export interface S3Service extends ServiceHandler {
  /** Settles once the data folder has been read; requests wait for it. Rejects when the folder cannot be used. */
  readonly ready: Promise<void>;
  /** Makes a bucket, or finds the one that is there, and configures it so. */
  createBucket(name: string, settings: Partial<BucketSettings>): Promise<void>;
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
    describe: (request) => describeRequest(request),
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
    createBucket: async (name, settings) => {
      const store = await opened;
      const bucket = store.has(name) ? store.get(name) : await store.create(name, null, options.clock());
      await bucket.update(settings);
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
    request.resume(); // a client that is still sending must get to the answer
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
    ...underChecksumSupport(options.checksums?.() ?? 'full', operation.name, header),
    query: target.query,
    bucketName: target.bucket ?? '',
    key: target.key ?? '',
    caller: verified.caller,
    payload: verified.payload,
    store,
    keys: options.keys ?? null,
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
  try {
    response.writeHead(status, { ...(status === 200 ? { 'content-length': '0' } : {}), ...headers });
    if (body === undefined || body.length === 0) response.end();
    else await stream(request, response, body.bytes);
  } finally {
    body?.done();
  }
}

async function stream(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: AsyncIterable<Buffer>,
): Promise<void> {
  try {
    await pipeline(Readable.from(bytes), response);
  } catch (error) {
    response.destroy();
    const cut = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!cut && !request.socket.destroyed) throw error;
  }
}

export function describeRequest(
  request: IncomingMessage,
): ReturnType<NonNullable<ServiceHandler['describe']>> {
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
