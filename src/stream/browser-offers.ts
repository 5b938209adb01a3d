import type { SaveFilePickerOptions, TargetOffers } from './choose-target.ts';
import { offerStream } from './offer-stream.ts';
import { startStreamWorker } from './start-stream-worker.ts';

/** Not in every browser, nor in TypeScript's library. */
interface PickingWindow {
  showSaveFilePicker?(options: SaveFilePickerOptions): Promise<FileSystemFileHandle>;
}

/** What this browser offers for opened files, by what it has and not by what it is called. */
export function browserOffers(page: Window & PickingWindow): TargetOffers {
  const { navigator } = page;
  const canStream = 'serviceWorker' in navigator && 'locks' in navigator;
  return {
    get showSaveFilePicker() {
      return page.showSaveFilePicker?.bind(page) ?? null;
    },
    offerStream: canStream
      ? (name) => offerStream(() => startStreamWorker(navigator.serviceWorker), name)
      : null,
    hasPrivateStorage: () => hasPrivateStorage(navigator),
  };
}

/** Private windows may have the method and refuse the call. */
async function hasPrivateStorage({ storage }: Navigator): Promise<boolean> {
  try {
    await storage.getDirectory();
    return true;
  } catch {
    return false;
  }
}
