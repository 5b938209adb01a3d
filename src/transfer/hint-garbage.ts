/**
 * Tells the browser's collector that memory was used which it does not count: a Blob's bytes and copies of a request's body live
 * outside its heap until the small objects that stand for them are collected, which nothing else hurries. The buffer is never
 * touched, so it takes address space alone. In Chromium 156, without this, a file of 1 GiB leaves Blobs of hundreds of MiB, which
 * the browser then moves to disk at the cost of seconds.
 * @param bytes that were sent
 */
export function hintGarbage(bytes: number): void {
  if (bytes < leastWorth) return;
  try {
    // Nobody keeps it.
    void new ArrayBuffer(Math.min(bytes * weight, most));
  } catch {
    // No room for that much: the collector knows already.
  }
}

const mib = 1024 * 1024;
const leastWorth = mib;
/** How many times as heavy as they are the bytes count, so that collection keeps pace; more gained nothing. */
const weight = 4;
const most = 64 * mib;
