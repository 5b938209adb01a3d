import type { Bytes } from '../bytes/bytes.ts';
import { hintGarbage } from '../bytes/hint-garbage.ts';
import type { Liveness } from '../vault/sinks/liveness.ts';
import type { FromStream, ToStream } from '../vault/sinks/stream-protocol.ts';
import { downloadHeaders } from './download-headers.ts';

/** One download: what the vault sends through a port, as the answer to the browser's request. */
export interface LiveStream {
  /**
   * Resolves with the answer once the vault begins, or when it takes long: the length is stated only if it is known by then.
   * An opening that fails before its first byte is answered with 204, which no browser shows.
   */
  answer(): Promise<Response>;
  /** Makes it fail, unless it is over. */
  stop(): void;
  /** Resolves when nothing more will happen. */
  readonly over: Promise<void>;
}

/** Milliseconds after which a request is answered although the vault has not begun: a browser gives up one that waits for minutes. */
const answerPatience = 60_000;

/** Bytes handed on, whose memory is garbage then. */
const collectAfter = 4 * 1024 * 1024;

/**
 * Nothing is whole for the browser before the vault's `end` after as many bytes as it announced, if it did; the death of the vault, a `fail` and
 * everything else make the browser's download fail.
 */
export async function createLiveStream(parts: {
  readonly id: string;
  readonly name: string;
  readonly port: MessagePort;
  readonly liveness: Liveness;
  readonly wait?: (milliseconds: number) => Promise<void>;
}): Promise<LiveStream> {
  const { name, port, liveness, wait = waitFor } = parts;
  const lock = `${streamLockPrefix}${parts.id}`;
  const letGo = await liveness.hold(lock);
  const ended = new AbortController();
  const queue: Bytes[] = [];
  let body: ReadableStreamDefaultController<Bytes> | null = null;
  let length: number | null = null;
  let vaultLock: string | null = null;
  let received = 0;
  /** bytes handed on since garbage was hinted at */
  let passed = 0;
  let complete = false;
  let wake = nothing;
  let onBegun = nothing;
  let onOver = nothing;
  const begun = new Promise<void>((resolve) => (onBegun = resolve));
  const over = new Promise<void>((resolve) => (onOver = resolve));

  const post = (message: FromStream): void => port.postMessage(message);
  const finish = (how: 'whole' | 'stopped'): void => {
    if (ended.signal.aborted) return;
    ended.abort();
    queue.length = 0;
    post({ type: how });
    wake();
    onBegun();
    // A lock may be seen free before a message is seen that was sent earlier: the vault must hear of the whole file first.
    if (how === 'whole' && vaultLock !== null) void liveness.gone(vaultLock, forGood).then(letGo);
    else letGo();
    onOver();
  };
  const fail = (): void => {
    if (ended.signal.aborted) return;
    body?.error(new TypeError('the file did not arrive whole'));
    finish('stopped');
  };
  const closeIfWhole = (): void => {
    if (!complete || queue.length > 0 || body === null || ended.signal.aborted) return;
    body.close();
    finish('whole');
  };
  // A browser that has the announced length takes the file for whole and cancels, so the last bytes wait for the vault's `end`.
  const mustWait = (): boolean =>
    queue.length === 0 || (queue.length === 1 && received === length && !complete);
  const pull = async (controller: ReadableStreamDefaultController<Bytes>): Promise<void> => {
    while (mustWait() && !ended.signal.aborted) {
      await new Promise<void>((resolve) => (wake = resolve));
    }
    const bytes = queue.shift();
    if (bytes === undefined) return;
    controller.enqueue(bytes);
    passed += bytes.length;
    if (passed >= collectAfter) {
      hintGarbage(passed);
      passed = 0;
    }
    post({ type: 'room', bytes: bytes.length });
    closeIfWhole();
  };

  port.addEventListener('message', ({ data }: MessageEvent<ToStream>) => {
    if (ended.signal.aborted) return;
    switch (data.type) {
      case 'begin':
        length = data.length;
        vaultLock = data.lock;
        void liveness.gone(data.lock, ended.signal).then(fail);
        onBegun();
        break;
      case 'chunk':
        received += data.bytes.length;
        if (vaultLock === null || (length !== null && received > length)) return fail();
        if (data.bytes.length > 0) queue.push(data.bytes);
        wake();
        break;
      case 'end':
        if (vaultLock === null || (length !== null && received !== length)) return fail();
        complete = true;
        wake();
        return closeIfWhole();
      case 'fail':
        return fail();
      default:
        data satisfies never;
    }
  });
  // Where a browser has this event, it also tells of a vault that died before it began.
  port.addEventListener('close', fail);
  port.start();
  post({ type: 'ready', lock });

  return {
    over,
    stop: fail,
    async answer() {
      await Promise.race([begun, wait(answerPatience)]);
      if (ended.signal.aborted) return new Response(null, { status: 204 });
      const stream = new ReadableStream<Bytes>(
        {
          start: (controller) => void (body = controller),
          pull,
          cancel: () => finish('stopped'),
        },
        { highWaterMark: 0 },
      );
      closeIfWhole();
      return new Response(stream, { headers: downloadHeaders(name, length) });
    },
  };
}

const nothing = (): void => {};

/** Nobody stops waiting. */
const forGood = new AbortController().signal;

/** Of the locks that are held as long as a stream is live. */
export const streamLockPrefix = 'sealdrop-stream-';

const waitFor = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
