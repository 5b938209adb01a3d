import { AppError } from '../errors.ts';
import type { OpenTarget } from '../vault/contract.ts';
import { downloadName } from './download-name.ts';

/**
 * Bytes of a file that is opened in memory: it verifies as a whole before the browser hears of it, and at this size that costs
 * neither waiting nor a dialog.
 */
const smallFile = 32 * 1024 * 1024;
/** Bytes that memory may hold where the browser offers nothing else; the vault refuses more. */
const memoryLimit = 256 * 1024 * 1024;
/** Milliseconds in which no person closes a dialog: a browser that cannot show one says so like this. */
const dialogPatience = 150;

export interface SaveFilePickerOptions {
  readonly suggestedName: string;
}

/** What the browser offers, each found by feature test; null where it is missing. */
export interface TargetOffers {
  readonly showSaveFilePicker: ((options: SaveFilePickerOptions) => Promise<FileSystemFileHandle>) | null;
  /** the port that feeds a download; null when it was not taken up */
  readonly offerStream: ((name: string) => Promise<MessagePort | null>) | null;
  readonly hasPrivateStorage: () => Promise<boolean>;
}

/**
 * Where an opened file of this name and about this many bytes goes; null: the person closed the dialog. Must be called within the
 * click, before anything is awaited, or no dialog is shown. How large it is may be found out later: then the dialog is shown whatever it turns out to be.
 * @throws AppError `storage-unavailable` when it is too large for all that the browser offers
 */
export async function chooseTarget(
  file: { readonly name: string; readonly size: number | (() => Promise<number>) },
  offers: TargetOffers,
  options: {
    /** the person wants to be asked where large files go */
    readonly askWhere: boolean;
    /** milliseconds, from any start */
    readonly now: () => number;
  },
): Promise<OpenTarget | null> {
  if (typeof file.size === 'number' && file.size <= smallFile) return { kind: 'memory' };
  const name = downloadName(file.name);
  if (options.askWhere && offers.showSaveFilePicker) {
    const picked = await pick(offers.showSaveFilePicker, name, options.now);
    if (picked === 'closed') return null;
    if (picked !== 'no-dialog') return { kind: 'picked-file', handle: picked };
  }
  const size = typeof file.size === 'number' ? file.size : await file.size();
  if (size <= smallFile) return { kind: 'memory' };
  const port = await offers.offerStream?.(name);
  if (port) return { kind: 'download-stream', port };
  if (await offers.hasPrivateStorage()) return { kind: 'private-file' };
  if (size <= memoryLimit) return { kind: 'memory' };
  throw new AppError('storage-unavailable', 'this browser has no place for a file of this size', {
    details: { size, limit: memoryLimit },
  });
}

async function pick(
  show: NonNullable<TargetOffers['showSaveFilePicker']>,
  suggestedName: string,
  now: () => number,
): Promise<FileSystemFileHandle | 'closed' | 'no-dialog'> {
  const asked = now();
  try {
    return await show({ suggestedName });
  } catch (thrown) {
    const closed = thrown instanceof DOMException && thrown.name === 'AbortError';
    return closed && now() - asked >= dialogPatience ? 'closed' : 'no-dialog';
  }
}
