import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createLocalClock, type LocalClock } from './clock.ts';
import { handleControl } from './control.ts';
import type { Faults } from './faults.ts';
import { FaultyResponse } from './faulty-response.ts';
import { meetFault } from './meet-fault.ts';
import { createRequestCounts, type RequestCounts } from './request-counts.ts';
import type { Refusal, RequestFacts, ServiceHandler } from './service.ts';

/** Where the server writes what an engineer should know: one line an event. */
type Logger = (line: string) => void;

export interface LocalServerOptions {
  /** The first that matches gets the request; S3 comes last and takes the rest. */
  readonly services: readonly ServiceHandler[];
  readonly faults: Faults;
  readonly clock?: LocalClock;
  readonly logger?: Logger;
}

/**
 * The one HTTP server of the local AWS, not listening yet. It gives every answer a request id and a Date from the
 * clock, meets requests with the faults in force, and turns a service's unexpected failure into a 500.
 */
export function createLocalServer(options: LocalServerOptions): Server {
  const clock = options.clock ?? createLocalClock();
  const logger = options.logger ?? (() => undefined);
  const requests = createRequestCounts();
  const server = createServer(
    {
      ServerResponse: FaultyResponse,
      highWaterMark: 256 * 1024,
      requestTimeout: 0,
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      response.setHeader('date', clock.now().toUTCString());
      if (!(response.hasHeader('x-amz-request-id') || response.headersSent)) {
        response.setHeader('x-amz-request-id', newRequestId());
      }
      response.on('error', () => undefined);
      serve(request, response, options, { clock, requests }).catch((error: unknown) => {
        answerFailure(request, response, error, logger);
      });
    },
  );
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    else socket.destroy();
  });
  return server;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  options: LocalServerOptions,
  own: { readonly clock: LocalClock; readonly requests: RequestCounts },
): Promise<void> {
  const { faults } = options;
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const claimed = options.services.slice(0, -1).some((candidate) => candidate.matches(request, path));
  if (path.startsWith('/_local/') && !claimed) {
    await handleControl(request, response, path, { faults, ...own });
    return;
  }
  const service = options.services.find((candidate) => candidate.matches(request, path));
  if (service === undefined) {
    await refuse(undefined, request, response, {
      status: 404,
      code: 'UnknownOperation',
      message: 'No such service.',
    });
    return;
  }
  if (request.method !== 'OPTIONS') {
    const facts = service.describe?.(request) ?? factsFromTarget(request);
    own.requests.add(facts, request.headers.range);
    const fault = faults.strike(facts);
    if (fault !== null) {
      const met = await meetFault(fault, faults.untilChanged(), request, response, (refusal) =>
        refuse(service, request, response, refusal),
      );
      if (met === 'answered') return;
    }
  }
  await service.handle(request, response);
}

async function refuse(
  service: ServiceHandler | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
): Promise<void> {
  if (service?.refuse !== undefined) return service.refuse(request, response, refusal);
  response
    .writeHead(refusal.status, {
      'content-type': 'application/x-amz-json-1.1',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'x-amzn-errortype,x-amz-request-id,date',
      'x-amzn-errortype': refusal.code,
    })
    .end(JSON.stringify({ __type: refusal.code, message: refusal.message }));
}

/** `X-Amz-Target: TrentService.Decrypt` names service and operation of the JSON services. */
function factsFromTarget(request: IncomingMessage): RequestFacts {
  const target = request.headers['x-amz-target'];
  const [prefix = '', operation = ''] = (typeof target === 'string' ? target : '').split('.');
  return { service: targetServices[prefix] ?? '', operation, key: null, partNumber: null };
}

const targetServices: Readonly<Record<string, string>> = {
  TrentService: 'kms',
  AWSCognitoIdentityService: 'cognito-identity',
};

function answerFailure(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  logger: Logger,
): void {
  if (request.socket.destroyed) return;
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  // Without the query: a presigned one is a credential.
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  logger(`local AWS: ${request.method ?? ''} ${path} failed: ${reason}`);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // What the failed answer had set already, its length above all, is not this one's.
  for (const name of response.getHeaderNames()) {
    if (name !== 'date' && name !== 'x-amz-request-id') response.removeHeader(name);
  }
  response
    .writeHead(500, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
    .end(JSON.stringify({ __type: 'InternalFailure', message: 'The local AWS failed; its log says why.' }));
}

/** 16 upper-case hex digits, as S3's. */
function newRequestId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase();
}
