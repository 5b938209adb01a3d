/** What this needs of the page; `document` is one. */
export interface VisiblePage {
  readonly visibilityState: DocumentVisibilityState;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
  removeEventListener(type: 'visibilitychange', listener: () => void): void;
}

/** The part of a wake lock that is used. (W3C Screen Wake Lock) */
export interface WakeLocks {
  request(type: 'screen'): Promise<{ release(): Promise<void> }>;
}

/**
 * Keeps the screen, and with it the device, awake until the returned function is called. The browser takes the lock back whenever the
 * page is hidden, so it is asked for again each time the page is shown. Refusals, for an empty battery say, are taken silently.
 */
export function keepAwake(wakeLocks: WakeLocks, page: VisiblePage): () => void {
  let isOver = false;
  let held: { release(): Promise<void> } | null = null;

  async function acquire(): Promise<void> {
    if (page.visibilityState !== 'visible') return;
    try {
      const lock = await wakeLocks.request('screen');
      if (isOver) await lock.release();
      else held = lock;
    } catch {
      held = null;
    }
  }

  const onChange = () => void acquire();
  page.addEventListener('visibilitychange', onChange);
  void acquire();
  return () => {
    isOver = true;
    page.removeEventListener('visibilitychange', onChange);
    held?.release().catch(() => undefined);
  };
}
