import type { Bytes } from '../../bytes/bytes.ts';
import { behind, beyondGap, holds, spansOf } from './buffered-time.ts';
import type { PumpedSegment } from './pump-packets.ts';

/** Seconds that are put in ahead of what is played; before it is played for the first time, as much as shows that it can be. */
const ahead = { playing: 30, waiting: 3 } as const;
/** Seconds that are kept behind it. */
const keptBehind = 20;

/** What is to be played. Times in seconds, from 0 on. */
export interface Playable {
  readonly mime: string;
  /** of the end; null: not known before it */
  readonly duration: number | null;
  /** the initialization segment */
  readonly beginning: Bytes;
  /** seconds that the times in segments are later than those that are shown */
  readonly lead: number;
  /** Segments from the key frame at or before a time on. Reads nothing before it is asked for the first. */
  from(time: number): AsyncGenerator<PumpedSegment, void>;
  write(segment: PumpedSegment['segment']): Bytes;
  /** Reading goes on elsewhere. */
  leave(): void;
  /** Something was put in. */
  found(): void;
}

/** Puts a file into a media source as it is played, from the beginning on and anew with each jump. */
export async function fillMediaSource(
  element: HTMLMediaElement,
  Source: typeof MediaSource,
  playable: Playable,
  onFailure: (error: unknown) => void,
): Promise<void> {
  const source = new Source();
  element.src = URL.createObjectURL(source);
  await once(source, 'sourceopen');
  URL.revokeObjectURL(element.src);
  if (playable.duration !== null) source.duration = playable.duration;
  const buffer = source.addSourceBuffer(playable.mime);

  let stopping = new AbortController();
  let last: Promise<void> = Promise.resolve();
  let hasPlayed = false;
  const begin = (time: number): void => {
    stopping.abort();
    playable.leave();
    const own = (stopping = new AbortController());
    const before = last;
    last = (async () => {
      await before;
      if (own.signal.aborted) return;
      try {
        await fill(
          { element, source, buffer, playable, limit: () => (hasPlayed ? ahead.playing : ahead.waiting) },
          time,
          own.signal,
        );
      } catch (thrown) {
        if (own.signal.aborted) return;
        own.abort();
        onFailure(thrown);
      }
    })();
  };
  element.addEventListener('playing', () => {
    hasPlayed = true;
  });
  element.addEventListener('seeking', () => {
    if (!holds(spansOf(buffer.buffered), element.currentTime)) begin(element.currentTime);
  });
  begin(0);
}

interface Filling {
  readonly element: HTMLMediaElement;
  readonly source: MediaSource;
  readonly buffer: SourceBuffer;
  readonly playable: Playable;
  readonly limit: () => number;
}

async function fill(filling: Filling, from: number, signal: AbortSignal): Promise<void> {
  const { element, source, buffer, playable, limit } = filling;
  await empty(source, buffer);
  buffer.timestampOffset = buffer.mode === 'sequence' ? from : -playable.lead;
  if (playable.beginning.length > 0) await append(filling, playable.beginning, signal);
  const segments = playable.from(from);
  try {
    for (;;) {
      const { value, done } = await unlessAborted(segments.next(), signal);
      if (done === true) break;
      await append(filling, playable.write(value.segment), signal);
      playable.found();
      const goingOn = beyondGap(spansOf(buffer.buffered), element.currentTime, value.until);
      if (goingOn !== null) element.currentTime = goingOn;
      while (value.until - element.currentTime > limit())
        await anyOf(element, ['timeupdate', 'seeking', 'play', 'playing'], signal);
      await drop(buffer, behind(spansOf(buffer.buffered), element.currentTime, keptBehind));
    }
  } finally {
    // Not waited for: it ends with the read that it may be at.
    void segments.return().catch(() => {});
  }
  if (source.readyState === 'open') source.endOfStream();
}

/** Also what is under way: it is of no use any more. */
async function empty(source: MediaSource, buffer: SourceBuffer): Promise<void> {
  if (buffer.updating) await once(buffer, 'updateend');
  if (source.readyState === 'open') buffer.abort();
  await drop(buffer, { start: 0, end: Infinity });
}

async function drop(buffer: SourceBuffer, span: { start: number; end: number } | null): Promise<void> {
  if (span === null || buffer.buffered.length === 0) return;
  buffer.remove(span.start, span.end);
  await once(buffer, 'updateend');
}

/** Where the browser keeps no more, something behind must go first, or be played. */
async function append(filling: Filling, bytes: Bytes, signal: AbortSignal): Promise<void> {
  const { buffer, element } = filling;
  for (;;) {
    try {
      buffer.appendBuffer(bytes);
      break;
    } catch (thrown) {
      if (!(thrown instanceof DOMException && thrown.name === 'QuotaExceededError')) throw thrown;
      const old = behind(spansOf(buffer.buffered), element.currentTime, 1);
      if (old === null) await anyOf(element, ['timeupdate', 'seeking'], signal);
      else await drop(buffer, old);
    }
  }
  await once(buffer, 'updateend');
  signal.throwIfAborted();
}

function once(target: EventTarget, type: string): Promise<void> {
  return new Promise((resolve) => target.addEventListener(type, () => resolve(), { once: true }));
}

function anyOf(target: EventTarget, types: readonly string[], signal: AbortSignal): Promise<void> {
  const heard = new AbortController();
  const event = new Promise<void>((resolve) => {
    for (const type of types) target.addEventListener(type, () => resolve(), { signal: heard.signal });
  });
  return unlessAborted(event, signal).finally(() => heard.abort());
}

/** @throws the signal's reason as soon as it is aborted, whatever the promise does */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const heard = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: heard.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    heard.abort();
  }
}
