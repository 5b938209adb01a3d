import { type IncomingMessage, ServerResponse } from 'node:http';
import type { FaultAction } from './faults.ts';

type WriteCallback = (error: Error | null | undefined) => void;

/** A response whose body can be cut or bent on its way out. Without a fault it is a plain ServerResponse. */
export class FaultyResponse<
  Request extends IncomingMessage = IncomingMessage,
> extends ServerResponse<Request> {
  private fault: FaultAction | null = null;
  private passed = 0;

  /** Arms a fault of the answer's body: `reset` with `afterBytes`, `truncate` or `corrupt`. */
  arm(fault: FaultAction): void {
    this.fault = fault;
  }

  override write(
    chunk: unknown,
    encoding?: BufferEncoding | WriteCallback,
    callback?: WriteCallback,
  ): boolean {
    const done = typeof encoding === 'function' ? encoding : callback;
    const bytes = toBytes(chunk, typeof encoding === 'string' ? encoding : 'utf8');
    const bent = this.fault === null ? bytes : this.bend(bytes, this.fault);
    return bent === null ? false : super.write(bent, (error) => done?.(error));
  }

  override end(chunk?: unknown, encoding?: BufferEncoding | (() => void), callback?: () => void): this {
    const done = [chunk, encoding, callback].find(
      (value): value is () => void => typeof value === 'function',
    );
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') {
      const bytes = toBytes(chunk, typeof encoding === 'string' ? encoding : 'utf8');
      const bent = this.fault === null ? bytes : this.bend(bytes, this.fault);
      if (bent === null) return this;
      return super.end(bent, done);
    }
    return super.end(done);
  }

  /** The bytes to send instead, or null once the connection is cut. */
  private bend(bytes: Buffer, fault: FaultAction): Buffer | null {
    const before = this.passed;
    this.passed += bytes.length;
    if (fault.kind === 'corrupt') return before === 0 ? withFlippedBit(bytes) : bytes;
    if (fault.kind !== 'reset' && fault.kind !== 'truncate') return bytes;
    const room = (fault.afterBytes ?? 0) - before;
    if (bytes.length <= room) return bytes;
    const socket = this.socket;
    const cut = (): void => {
      if (fault.kind === 'reset') socket?.resetAndDestroy();
      else socket?.destroySoon();
    };
    if (room > 0) super.write(bytes.subarray(0, room), cut);
    else {
      this.flushHeaders();
      setImmediate(cut);
    }
    return null;
  }
}

function toBytes(chunk: unknown, encoding: BufferEncoding): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding);
  if (Buffer.isBuffer(chunk)) return chunk;
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw new TypeError('a response body is a string or bytes');
}

function withFlippedBit(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}
