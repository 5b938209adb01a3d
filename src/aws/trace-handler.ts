import type { KMSClient } from '@aws-sdk/client-kms';
import type { CallRecord } from '../trace/call-record.ts';
import { answered, bodyLength, failed, headerOf } from './call-facts.ts';
import type { CallPlace } from './trace-calls.ts';

/**
 * Notes each request of a client that is made inside the SDK, where no middleware can be added (the identity pool's, STS's). Seen from here an
 * answer has its headers alone: the error's name is in one of them.
 */
export function traceHandler(
  handler: KMSClient['config']['requestHandler'],
  place: CallPlace & {
    readonly parameters: CallRecord['parameters'];
    /** where no header of the request names it */
    readonly operation?: string;
  },
): void {
  const { calls, clock, region, service, parameters, operation = 'unknown' } = place;
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, options) => {
    const call = calls.begin({
      service,
      // `AWSCognitoIdentityService.GetId` (AWS JSON 1.1 protocol)
      operation: (headerOf(request, 'x-amz-target') ?? operation).replace(/^.*\./u, ''),
      region,
      transfer: null,
      clockOffset: clock.offset ?? 0,
      bytesSent: bodyLength(request),
      parameters,
    });
    try {
      const answer = await handle(request, options);
      const result = answered(answer.response, null);
      const isRefused = result.status !== null && result.status >= 300;
      const errorCode = headerOf(answer.response, 'x-amzn-errortype')?.split(':')[0] ?? 'unknown';
      call.tell(isRefused ? { ...result, outcome: 'refused', errorCode } : result);
      return answer;
    } catch (thrown) {
      call.tell(failed(thrown));
      throw thrown;
    }
  };
}
