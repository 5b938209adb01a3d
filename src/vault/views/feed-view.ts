import { AppError } from '../../errors.ts';
import type { Seekable } from '../../transfer/open/seekable.ts';
import type { FromView, ToView } from './media-protocol.ts';
import { readToView } from './read-to-view.ts';

/** Answers under way at a time; a player has a few. */
const mostAnswers = 16;

/**
 * Answers ranges of an opened message through a port, piece by piece as they are pulled.
 * @param onFailure told of the first failure that is not an abort, and of a frame that says what no player says
 * @returns ends it: what is under way is aborted, the other side is told, the port is closed
 */
export function feedView(
  port: MessagePort,
  seekable: Pick<Seekable, 'length' | 'read'>,
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
    if (answers.size >= mostAnswers || answers.has(request)) return refuse();
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
      // What the frame does not want any more has not failed.
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

  const refuse = (): void => onFailure(new AppError('internal', 'the player said what none says'));

  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const said = readToView(data, seekable.length);
    switch (said?.type) {
      case 'want':
        return begin(said);
      case 'more':
        return void sendMore(said.request);
      case 'stop':
        return stop(said.request);
      case undefined:
        return refuse();
      default:
        said satisfies never;
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
