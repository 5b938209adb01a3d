import { type IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultAction } from './faults.ts';
import { withFlippedBit } from './flip-bit.ts';

type WriteCallback = (error: Error | null | undefined) => void;

/** A response whose body can be cut, held or bent on its way out. Without a fault it is a plain ServerResponse. */
export class FaultyResponse<
  Request extends IncomingMessage = IncomingMessage,
> extends ServerResponse<Request> {
  private fault: FaultAction | null = null;
  private change: AbortSignal | null = null;
  private passed = 0;
  /** what was to be sent during a stall, in order; null when there is none */
  private held: (() => void)[] | null = null;

  /**
   * Arms a fault of the answer: `reset`, `stall` or `truncate` with `afterBytes`, `corrupt`, `lose-answer`.
   * @param change aborts when a stall is to end
   */
  arm(fault: FaultAction, change: AbortSignal): void {
    this.fault = fault;
    this.change = change;
  }

  override write(
    chunk: unknown,
    encoding?: BufferEncoding | WriteCallback,
    callback?: WriteCallback,
  ): boolean {
    const done = typeof encoding === 'function' ? encoding : callback;
    const bytes = toBytes(chunk, typeof encoding === 'string' ? encoding : 'utf8');
    const send = (part: Buffer): boolean => super.write(part, (error) => done?.(error));
    if (this.held !== null) {
      this.held.push(() => void send(bytes));
      return false;
    }
    const bent = this.fault === null ? bytes : this.bend(bytes, this.fault, send);
    return bent === null ? false : send(bent);
  }

  override end(chunk?: unknown, encoding?: BufferEncoding | (() => void), callback?: () => void): this {
    const done = [chunk, encoding, callback].find(
      (value): value is () => void => typeof value === 'function',
    );
    const hasBody = chunk !== undefined && chunk !== null && typeof chunk !== 'function';
    const bytes = hasBody ? toBytes(chunk, typeof encoding === 'string' ? encoding : 'utf8') : null;
    const send = (part: Buffer | null): void =>
      void (part === null ? super.end(done) : super.end(part, done));
    if (this.held !== null) {
      this.held.push(() => send(bytes));
    } else if (this.fault?.kind === 'lose-answer') {
      this.socket?.resetAndDestroy();
    } else if (bytes === null || this.fault === null) {
      send(bytes);
    } else {
      const bent = this.bend(bytes, this.fault, send);
      if (bent !== null) send(bent);
    }
    return this;
  }

  /** The bytes to send instead; null once the connection is cut, or when `send` gets them later. */
  private bend(bytes: Buffer, fault: FaultAction, send: (bytes: Buffer) => void): Buffer | null {
    const before = this.passed;
    this.passed += bytes.length;
    if (fault.kind === 'corrupt') return before === 0 ? withFlippedBit(bytes) : bytes;
    if (fault.kind === 'status' || fault.kind === 'damage') return bytes;
    const socket = this.socket;
    if (fault.kind === 'lose-answer') {
      socket?.resetAndDestroy();
      return null;
    }
    const room = (fault.afterBytes ?? 0) - before;
    if (bytes.length <= room) return bytes;
    if (fault.kind === 'stall') {
      if (room < 0) return bytes;
      this.begin(bytes.subarray(0, room));
      this.hold(fault.ms, () => send(bytes.subarray(room)));
      return null;
    }
    this.begin(bytes.subarray(0, room), () => {
      if (fault.kind === 'reset') socket?.resetAndDestroy();
      else socket?.destroySoon();
    });
    return null;
  }

  private begin(bytes: Buffer, then: () => void = () => undefined): void {
    if (bytes.length > 0) {
      super.write(bytes, then);
      return;
    }
    this.flushHeaders();
    setImmediate(then);
  }

  private hold(ms: number, rest: () => void): void {
    this.held = [rest];
    const left = new AbortController();
    this.once('close', () => left.abort());
    const signal = AbortSignal.any(this.change === null ? [left.signal] : [left.signal, this.change]);
    const release = (): void => {
      const queue = this.held ?? [];
      this.held = null;
      if (this.destroyed) return;
      for (const send of queue) send();
      if (!this.writableEnded) this.emit('drain');
    };
    delay(ms, undefined, { signal }).then(release, release);
  }
}

function toBytes(chunk: unknown, encoding: BufferEncoding): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding);
  if (Buffer.isBuffer(chunk)) return chunk;
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw new TypeError('a response body is a string or bytes');
}
