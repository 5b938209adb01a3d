import { AppError } from '../../errors.ts';
import type { Seekable } from '../../transfer/open/seekable.ts';
import type { FromView, ToView } from './media-protocol.ts';

/**
 * Answers ranges of an opened message through a port, piece by piece as they are pulled.
 * @param onFailure told once, of the first failure that is not an abort
 * @returns ends it: what is under way is aborted, the other side is told, the port is closed
 */
export function feedView(
  port: MessagePort,
  seekable: Pick<Seekable, 'read'>,
  onFailure: (error: AppError) => void,
): () => void {
  const ending = new AbortController();
  const answers = new Map<
    number,
    { readonly reading: AsyncIterator<Uint8Array<ArrayBuffer>>; stop(): void }
  >();
  const post = (message: FromView, transfer: Transferable[] = []): void => {
    if (!ending.signal.aborted) port.postMessage(message, transfer);
  };

  const begin = ({ request, first, last }: Extract<ToView, { type: 'want' }>): void => {
    const stopping = new AbortController();
    const signal = AbortSignal.any([ending.signal, stopping.signal]);
    const reading = seekable.read(first, last, signal);
    answers.set(request, { reading, stop: () => stopping.abort() });
  };
  const sendMore = async (request: number): Promise<void> => {
    const answer = answers.get(request);
    if (answer === undefined) return;
    try {
      const { value, done } = await answer.reading.next();
      if (!answers.has(request)) return;
      if (done !== true) return post({ type: 'piece', request, bytes: value }, [value.buffer]);
      answers.delete(request);
      post({ type: 'end', request });
    } catch (thrown) {
      // What the element does not want any more has not failed.
      if (!answers.delete(request) || ending.signal.aborted) return;
      post({ type: 'fail', request });
      onFailure(AppError.from(thrown));
    }
  };
  const stop = (request: number): void => {
    const answer = answers.get(request);
    answers.delete(request);
    answer?.stop();
    void answer?.reading.return?.().catch(() => {});
  };

  port.addEventListener('message', ({ data }: MessageEvent<ToView>) => {
    switch (data.type) {
      case 'want':
        return begin(data);
      case 'more':
        return void sendMore(data.request);
      case 'stop':
        return stop(data.request);
      default:
        data satisfies never;
    }
  });
  port.start();
  return () => {
    post({ type: 'over' });
    ending.abort();
    for (const request of answers.keys()) stop(request);
    port.close();
  };
}
