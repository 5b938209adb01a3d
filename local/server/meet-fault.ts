import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultAction } from './faults.ts';
import { withFlippedBit } from './flip-bit.ts';
import { FaultyResponse } from './faulty-response.ts';
import type { Refusal } from './service.ts';

/**
 * Performs what of a fault comes before the service, and arms the response with the rest.
 * @param change aborts when stalls are to end
 * @param refuse answers in the service's own wire format
 * @returns whether the service has nothing left to do
 */
export async function meetFault(
  fault: FaultAction,
  change: AbortSignal,
  request: IncomingMessage,
  response: ServerResponse,
  refuse: (refusal: Refusal) => Promise<void>,
): Promise<'answered' | 'go on'> {
  switch (fault.kind) {
    case 'status':
      if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter);
      await refuse({ status: fault.status, code: fault.code, message: `Injected fault: ${fault.code}.` });
      return 'answered';
    case 'stall':
      if (fault.afterBytes === undefined) {
        await stall(fault.ms, change, request);
        if (fault.thenReset === true) request.socket.resetAndDestroy();
        return request.socket.destroyed ? 'answered' : 'go on';
      }
      arm(response, fault, change);
      break;
    case 'reset':
      if (fault.afterBytes === undefined) {
        request.socket.resetAndDestroy();
        return 'answered';
      }
      if (hasBody(request)) resetAfterReceiving(request, fault.afterBytes);
      else arm(response, fault, change);
      break;
    case 'damage':
      damageRequest(request);
      break;
    case 'truncate':
    case 'corrupt':
    case 'lose-answer':
      arm(response, fault, change);
      break;
  }
  return 'go on';
}

/** Until the time is over, the rules changed, or the client left. */
async function stall(ms: number, change: AbortSignal, request: IncomingMessage): Promise<void> {
  const left = new AbortController();
  const leave = (): void => left.abort();
  request.socket.once('close', leave);
  await delay(ms, undefined, { signal: AbortSignal.any([change, left.signal]) }).catch(() => undefined);
  request.socket.off('close', leave);
}

function arm(response: ServerResponse, fault: FaultAction, change: AbortSignal): void {
  if (response instanceof FaultyResponse) response.arm(fault, change);
}

function hasBody(request: IncomingMessage): boolean {
  return (
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
  );
}

/** Node's parser hands each piece of a body to `push`. */
function damageRequest(request: IncomingMessage): void {
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (!Buffer.isBuffer(chunk) || chunk.length === 0) return push(chunk, encoding);
    request.push = push;
    return push(withFlippedBit(chunk), encoding);
  };
}

function resetAfterReceiving(request: IncomingMessage, afterBytes: number): void {
  let received = 0;
  const watch = (chunk: Buffer): void => {
    received += chunk.length;
    if (received > afterBytes) request.socket.resetAndDestroy();
  };
  request.socket.on('data', watch);
  request.once('close', () => request.socket.off('data', watch));
}
