import { AppError } from '../../../errors.ts';
import type { MakeSmall } from '../../../state/thumbnails.ts';
import { readAnswer, thumbnailUrl } from '../../../viewer/thumbnail-protocol.ts';

/** Milliseconds that one picture may take. */
const patience = 20_000;

/**
 * Has a picture made small in a hidden frame of an opaque origin, which is there for this one alone: a picture that takes it over finds nothing of another, nor the app.
 * @throws AppError `internal` where the frame says what it must not, or nothing
 */
export const makeSmall: MakeSmall = async (picture) => {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.referrerPolicy = 'no-referrer';
  frame.src = thumbnailUrl;
  const ending = new AbortController();
  const { signal } = ending;
  try {
    return await new Promise((resolve, reject) => {
      const fail = (why: string): void => reject(new AppError('internal', `a thumbnail: ${why}`));
      const timer = setTimeout(() => fail('it takes too long'), patience);
      signal.addEventListener('abort', () => clearTimeout(timer));
      const onMessage = ({ source, data }: MessageEvent<unknown>): void => {
        const { contentWindow } = frame;
        if (contentWindow === null || source !== contentWindow) return;
        const answer = readAnswer(data);
        if (answer === null) fail('the frame answered something else');
        else if (answer === 'failed') resolve(null);
        else if (answer !== 'ready') resolve(answer);
        else contentWindow.postMessage(picture, { targetOrigin: '*' });
      };
      window.addEventListener('message', onMessage, { signal });
      document.body.append(frame);
    });
  } finally {
    ending.abort();
    frame.remove();
  }
};
