const MiB = 1024 * 1024;
/** Milliseconds in which a browser collects what it was told of. */
const time = 500;

/** Has this thread's garbage collected before something is timed, so that nobody pays for what came before. */
export async function rest(): Promise<void> {
  // Never touched: it takes address space alone, and counts as memory used.
  void new ArrayBuffer(512 * MiB);
  await new Promise((resolve) => {
    setTimeout(resolve, time);
  });
}
