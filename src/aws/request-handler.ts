import { KMSClient } from '@aws-sdk/client-kms';
import { isStalled, stalled } from './deadline.ts';
import type { ServiceClock } from './service-clock.ts';

type Handler = KMSClient['config']['requestHandler'];

/**
 * For `fetch`: a browser's cache would keep what came of an answer that broke off and ask for the rest alone, by a `Range` header
 * that is not the signed one; and it would give away an object that was replaced meanwhile.
 */
const cache: RequestCache = 'no-store';

/**
 * The SDK's own request handler for this platform, which also learns the time from each answer and, with `limit`, really
 * ends a request after so many milliseconds: the handler's own time limit rejects a promise and leaves the request running.
 */
export function createRequestHandler(input: {
  readonly clock: ServiceClock;
  readonly limit?: number;
}): Handler {
  const { clock, limit } = input;
  // Its class is not part of the clients' public surface; a client makes one for itself, and this one is never used.
  const handler: Handler = new KMSClient({ region: 'us-east-1', requestHandler: { cache } }).config
    .requestHandler;
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, options) => {
    const late = limit === undefined ? null : stalled(limit);
    try {
      const answer = await handle(request, late ? { ...options, abortSignal: late.signal } : options);
      clock.learn(dateOf(answer.response));
      return answer;
    } catch (thrown) {
      throw late && isStalled(late.signal.reason) ? late.signal.reason : thrown;
    } finally {
      late?.clear();
    }
  };
  return handler;
}

/** A browser shows the header where the service's CORS answer exposes it: KMS and Cognito do, a bucket by its rules. */
function dateOf(response: unknown): string | undefined {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return undefined;
  const { headers } = response;
  if (typeof headers !== 'object' || headers === null || !('date' in headers)) return undefined;
  return typeof headers.date === 'string' ? headers.date : undefined;
}
