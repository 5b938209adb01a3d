import { useEffect, useRef } from 'react';
import type { TransferTotals } from '../../state/transfer.ts';

/** Whether the browser can show notices of the system at all. */
export const canNotify = (): boolean => 'Notification' in window;

/** Within a click. Whether the person lets this page show notices. */
export async function allowNotices(): Promise<boolean> {
  if (!canNotify()) return false;
  return (await Notification.requestPermission()) === 'granted';
}

/**
 * Tells of the end of all transfers by a notice of the system, where the person wants that and looks elsewhere. No name of a file is in it: it
 * may be read on a locked screen.
 * @param words what is said of so many that are done and failed
 */
export function useEndNotice(
  run: TransferTotals,
  isWanted: boolean,
  title: string,
  words: (done: number, failed: number) => string,
): void {
  const wasLive = useRef(false);
  const { live, done, failed } = run;
  useEffect(() => {
    const ended = wasLive.current && live === 0;
    wasLive.current = live > 0;
    if (!ended || !isWanted || !document.hidden || done + failed === 0) return;
    notify(title, words(done, failed));
  }, [live, done, failed, isWanted, title, words]);
}

function notify(title: string, body: string): void {
  if (!canNotify() || Notification.permission !== 'granted') return;
  try {
    const notice = new Notification(title, { body, tag: 'sealdrop-transfers', icon: '/favicon.svg' });
    notice.addEventListener('click', () => {
      window.focus();
      notice.close();
    });
  } catch {
    // Some browsers on phones have the class and refuse to make one.
  }
}
