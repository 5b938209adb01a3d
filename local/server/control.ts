import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import type { LocalClock } from './clock.ts';
import { type Faults, parseFaults } from './faults.ts';
import { isLoopbackHost } from './loopback-host.ts';
import type { RequestCounts } from './request-counts.ts';

const bodyLimit = 64 * 1024;
/** seconds; far enough for any test, near enough that every date can be written */
const tenYears = 315_360_000;
const clockSchema = v.strictObject({
  offsetSeconds: v.pipe(v.number(), v.minValue(-tenYears), v.maxValue(tenYears)),
});

/** What the control endpoints steer. */
interface Controlled {
  readonly faults: Faults;
  readonly clock: LocalClock;
  readonly requests: RequestCounts;
}

/**
 * The control endpoints under `/_local/`: `GET|POST|DELETE /_local/faults`, `POST|DELETE /_local/clock`,
 * `GET|DELETE /_local/requests`. They want the header `x-sealdrop-local: 1`, which a page of another origin cannot send without a preflight, and
 * no preflight is granted here; and a loopback Host, which a rebound DNS name has not.
 */
export async function handleControl(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  controlled: Controlled,
): Promise<void> {
  if (request.headers['x-sealdrop-local'] !== '1' || !isLoopbackHost(request.headers.host)) {
    return reply(response, 403, { message: 'this needs the header x-sealdrop-local: 1 and a loopback host' });
  }
  const perform = controls[`${request.method ?? ''} ${path}`];
  if (perform === undefined) return reply(response, 404, { message: 'no such control' });
  let answer: unknown;
  try {
    answer = perform(controlled, request.method === 'POST' ? JSON.parse(await readText(request)) : null);
  } catch (error) {
    return reply(response, 400, { message: error instanceof Error ? error.message : String(error) });
  }
  if (answer === undefined) response.writeHead(204).end();
  else reply(response, 200, answer);
}

const controls: Readonly<Record<string, (controlled: Controlled, json: unknown) => unknown>> = {
  'POST /_local/faults': ({ faults }, json) => {
    const { rules, seed } = parseFaults(json);
    faults.replace(rules, seed);
  },
  'GET /_local/faults': ({ faults }) => faults.tally(),
  'DELETE /_local/faults': ({ faults }) => faults.clear(),
  'POST /_local/clock': ({ clock }, json) => clock.setOffset(v.parse(clockSchema, json).offsetSeconds),
  'DELETE /_local/clock': ({ clock }) => clock.setOffset(0),
  'GET /_local/requests': ({ requests }) => requests.tally(),
  'DELETE /_local/requests': ({ requests }) => requests.reset(),
};

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > bodyLimit) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
