/** Milliseconds for each step between page, service worker and browser; where one takes longer, another way serves. */
const stepPatience = 5_000;

/** Null when it takes too long or fails. */
export async function inTime<T>(step: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), stepPatience);
  });
  try {
    return await Promise.race([step, late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
