import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { describeRequest } from '../../local/s3/s3-service.ts';
import { createFaults } from '../../local/server/faults.ts';
import { listenOnLoopback } from '../../local/server/listen.ts';
import { createLocalServer } from '../../local/server/server.ts';
import type { ServiceHandler } from '../../local/server/service.ts';

/**
 * A reverse proxy before Ceph's gateway, on the server of the local AWS: so its faults can be met and its requests counted in the same words.
 * S3 passes as it is, signed for this address. STS gets what browsers need and the gateway does not say: CORS.
 */
export async function startGatewayFront(
  gateway: string,
  appOrigin: string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const services = [stsService(gateway, appOrigin), s3Service(gateway, appOrigin)];
  const server = createLocalServer({ services, faults: createFaults() });
  const listening = await listenOnLoopback(server, 0);
  return { url: `http://localhost:${listening.port}`, close: () => listening.close() };
}

function s3Service(gateway: string, appOrigin: string): ServiceHandler {
  return {
    matches: () => true,
    describe: (incoming) => describeRequest(incoming),
    handle: (incoming, response) => forward(gateway, incoming, response),
    refuse: async (_incoming, response, { status, code, message }) => {
      response
        .writeHead(status, { 'access-control-allow-origin': appOrigin, 'content-type': 'application/xml' })
        .end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
    },
  };
}

function stsService(gateway: string, appOrigin: string): ServiceHandler {
  return {
    matches: (incoming, path) => path === '/' && ['POST', 'OPTIONS'].includes(incoming.method ?? ''),
    describe: () => ({ service: 'sts', operation: '', key: null, partNumber: null }),
    handle: async (incoming, response) => {
      response.setHeader('access-control-allow-origin', appOrigin);
      response.setHeader('access-control-expose-headers', 'date, x-amz-request-id');
      if (incoming.method !== 'OPTIONS') return forward(gateway, incoming, response);
      const asked = incoming.headers['access-control-request-headers'] ?? '';
      response
        .writeHead(204, { 'access-control-allow-methods': 'POST', 'access-control-allow-headers': asked })
        .end();
    },
  };
}

/** The `Host` header stays: it is signed. */
async function forward(gateway: string, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { hostname: host, port } = new URL(gateway);
  const { method, url: path, headers } = incoming;
  const onward = request({ host, port, method, path, headers });
  response.on('close', () => {
    if (!response.writableFinished) onward.destroy();
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    onward.once('response', resolve);
    onward.once('error', reject);
  });
  // A gateway that answers before it has read everything closes the way in; what it answered counts.
  const sent = pipeline(incoming, onward).catch(() => undefined);
  try {
    const answer = await answered;
    for (const [name, value] of Object.entries(answer.headers)) {
      if (value !== undefined && name !== 'connection') response.setHeader(name, value);
    }
    response.writeHead(answer.statusCode ?? 502);
    await pipeline(answer, response);
    await sent;
  } catch {
    response.destroy();
  }
}
