import { AppError } from '../errors.ts';

/** Milliseconds without progress after which a request is cut, where the configuration does not say. */
export const usualStall = 30_000;

/** A signal that aborts after so many milliseconds, with the failure as its reason. */
export function stalled(milliseconds: number): { readonly signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(
      new AppError('service-unreachable', `no answer within ${milliseconds} ms`, {
        details: { reason: 'stalled', milliseconds },
      }),
    );
  }, milliseconds);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}

export function isStalled(thrown: unknown): thrown is AppError {
  return thrown instanceof AppError && thrown.details['reason'] === 'stalled';
}

/**
 * Runs one request with a time limit that ends the request itself: browsers have six connections to a host, and one that hangs
 * would keep its own.
 * @param milliseconds until `perform` must have settled
 * @throws AppError `service-unreachable` with `reason: 'stalled'`; whatever `perform` throws
 */
export async function withinTime<T>(
  milliseconds: number,
  signal: AbortSignal | undefined,
  perform: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = stalled(milliseconds);
  try {
    return await perform(signal ? AbortSignal.any([signal, late.signal]) : late.signal);
  } catch (thrown) {
    if (signal?.aborted !== true && isStalled(late.signal.reason)) throw late.signal.reason;
    throw thrown;
  } finally {
    late.clear();
  }
}
