/** Those of a while, so that they are no garbage of one moment: the collection of young objects would take that, and leave what is meant. */
let held: readonly ArrayBuffer[] = [];

/**
 * Tells the browser's collector that memory was used which it does not count: a Blob's bytes, copies of a request's body and what goes through a port
 * live outside its heap until the small objects that stand for them are collected, which nothing else hurries. The buffers are never
 * touched, so they take address space alone. In Chromium 156, without this, a file of 1 GiB leaves Blobs of hundreds of MiB, which
 * the browser then moves to disk at the cost of seconds.
 * @param bytes that were moved
 */
export function hintGarbage(bytes: number): void {
  if (bytes < leastWorth) return;
  try {
    held = [...held.slice(1 - mostHeld), new ArrayBuffer(Math.min(bytes * weight, most))];
  } catch {
    // No room for that much: the collector knows already.
    held = [];
  }
}

const mib = 1024 * 1024;
const leastWorth = mib;
/** How many times as heavy as they are the bytes count, so that collection keeps pace; more gained nothing. */
const weight = 4;
const most = 64 * mib;
const mostHeld = 6;
