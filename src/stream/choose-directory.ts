import { AppError } from '../errors.ts';

/** Not in every browser, nor in TypeScript's library. (WICG File System Access, `showDirectoryPicker`) */
interface DirectoryPickingWindow {
  showDirectoryPicker?(options: {
    readonly id: string;
    readonly mode: 'readwrite';
  }): Promise<FileSystemDirectoryHandle>;
}

/** Asks for a folder to write to; null where the browser has no such dialog. What it gives must be called within a click, and is null when the person closed the dialog. */
export function directoryChooser(
  page: Window & DirectoryPickingWindow,
): (() => Promise<FileSystemDirectoryHandle | null>) | null {
  if (page.showDirectoryPicker === undefined) return null;
  return async () => {
    try {
      return (await page.showDirectoryPicker?.({ id: 'sealdrop', mode: 'readwrite' })) ?? null;
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'AbortError') return null;
      throw new AppError('permission-lost', 'the browser gave no folder', { cause });
    }
  };
}
