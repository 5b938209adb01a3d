/** Of bytes that nobody touches: they take address space, no memory. */
const length = 64 * 1024 * 1024;
/** Garbage of one moment goes by a collection of young objects alone, which those that are meant here have outlived: some are held for a while. */
const most = 6;

let held: readonly ArrayBuffer[] = [];

/**
 * Has the browser collect what this thread no longer uses. Chromium 156 asks the shell's worker about each request of the vault's, although static
 * routes leave them to the network, and what it is asked with holds the body of an upload until it is collected, which nothing else in this thread
 * hurries. Without this the browser's own process held 2 GB of sealed parts after as many were sent; then a private window stored no more, without a
 * word, and any other wrote them to its disk.
 */
export function hurryCollection(): void {
  try {
    held = [...held.slice(1 - most), new ArrayBuffer(length)];
  } catch {
    // No room for that much: the collector knows already.
    held = [];
  }
}
