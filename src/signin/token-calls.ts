import type { CallRecord } from '../trace/call-record.ts';

/** What the last part of an address at the provider is asked for (OpenID Connect Discovery 1.0; RFC 6749; RFC 7517). */
const operations: Readonly<Record<string, string>> = {
  'openid-configuration': 'Discovery',
  token: 'Token',
  jwks: 'Keys',
  certs: 'Keys',
};

/** What the browser measures of one request (Resource Timing Level 2). */
type Timing = Pick<
  PerformanceResourceTiming,
  'name' | 'startTime' | 'duration' | 'responseStatus' | 'encodedBodySize'
>;

/**
 * One request to the provider as a call: its time and its status. The browser measures these by itself; neither the code nor a token that
 * travelled in the bodies is seen, and of the address only its last part is kept.
 * @param timeOrigin what `startTime` counts from: milliseconds since 1970
 * @returns null for a request to anyone else
 */
export function tokenCall(timing: Timing, authority: string, timeOrigin: number): CallRecord | null {
  const url = new URL(timing.name);
  const provider = new URL(authority);
  const isOfProvider = url.origin === provider.origin && url.pathname.startsWith(provider.pathname);
  if (!isOfProvider) return null;
  const last = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  const { startTime, duration, responseStatus, encodedBodySize } = timing;
  // 0 where the browser does not tell: the answer may have been refused, or be hidden from this page.
  const status = responseStatus >= 100 ? responseStatus : null;
  return {
    id: `sign-in-${timeOrigin + startTime}-${last}`,
    service: 'sign-in',
    operation: operations[last] ?? last,
    region: '',
    transfer: null,
    begun: timeOrigin + startTime,
    clockOffset: 0,
    duration,
    outcome: status === null ? 'unanswered' : status < 400 ? 'succeeded' : 'refused',
    status,
    errorCode: status !== null && status >= 400 ? `HTTP ${status}` : null,
    errorMessage: null,
    requestId: null,
    extendedRequestId: null,
    attempt: 1,
    bytesSent: 0,
    bytesReceived: encodedBodySize > 0 ? encodedBodySize : null,
    parameters: {},
    answer: {},
  };
}

/** Tells of every request that the page makes to the provider, those before now included. */
export function watchTokenCalls(authority: string, listener: (call: CallRecord) => void): void {
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!(entry instanceof PerformanceResourceTiming)) continue;
      const call = tokenCall(entry, authority, performance.timeOrigin);
      if (call !== null) listener(call);
    }
  });
  observer.observe({ type: 'resource', buffered: true });
}
