import type { AskS3 } from './ask-s3.ts';
import { isStalled } from './deadline.ts';
import type { UploadPace } from './upload-pace.ts';

export const contentType = 'application/octet-stream';

/** A request with a body of so many bytes, whose size and the pace of the line decide how long it may take. */
export type SendBody = <T>(
  name: string,
  signal: AbortSignal,
  bytes: number,
  perform: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

export function createSendBody(ask: AskS3, pace: UploadPace): SendBody {
  return async (name, signal, bytes, perform) => {
    let begun = performance.now();
    const timed = (own: AbortSignal): ReturnType<typeof perform> => {
      begun = performance.now();
      return perform(own);
    };
    try {
      const answer = await ask(name, signal, timed, pace.limit(bytes));
      pace.note(bytes, performance.now() - begun);
      return answer;
    } catch (thrown) {
      if (isStalled(thrown)) pace.note(bytes, performance.now() - begun);
      throw thrown;
    }
  };
}

/** bytes */
export function sizeOf(body: Uint8Array | Blob): number {
  return body instanceof Blob ? body.size : body.length;
}
