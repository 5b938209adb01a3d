import { AppError } from '../errors.ts';
import type { ErrorData } from '../errors.ts';
import type { InterruptedTransfer, RecordId } from '../vault/contract.ts';
import { mayUse } from './file-permission.ts';
import type { TransfersStore } from './transfers.ts';

/** Hands interrupted transfers over to those that move. */
export interface GoingOn {
  /** With the handle that was kept, or private storage; asks for permission within the click. @throws AppError `permission-lost`, `file-unreadable`, `wrong-file` */
  readonly byHandle: (row: InterruptedTransfer) => Promise<void>;
  /** With a file that the person chose again. @throws AppError `wrong-file` */
  readonly withFile: (row: InterruptedTransfer, file: File) => void;
  readonly forget: () => void;
}

/**
 * `onWrongFile`: the vault found the file to be another one; the transfer was taken off the panel again and nothing is lost.
 */
export function createGoingOn(
  transfers: Pick<TransfersStore, 'find' | 'goOn' | 'dismiss' | 'subscribe'>,
  onWrongFile: (record: RecordId, error: ErrorData) => void,
): GoingOn {
  /** until it is known that the file was the right one */
  const unsure = new Set<RecordId>();

  function seal(row: InterruptedTransfer, file: File, handle: FileSystemFileHandle | null): void {
    if (file.size !== row.size) {
      throw new AppError('wrong-file', `the chosen file has ${file.size} bytes instead of ${row.size}`, {
        details: { name: row.name },
      });
    }
    unsure.add(row.record);
    const source = {
      kind: 'seal',
      file,
      handle,
      unsettled: null,
      storageEncryption: null,
      folder: '',
      onTaken: 'leave',
    } as const;
    transfers.goOn(row.record, row.name, source);
  }

  function open({ record, name, key, size, handle }: InterruptedTransfer): void {
    const target =
      handle === null ? { kind: 'private-file' as const } : { kind: 'picked-file' as const, handle };
    // That it lies elsewhere than it was sealed for is told, and asked, anew.
    transfers.goOn(record, name, { kind: 'open', key, size, acceptMoved: false, target });
  }

  transfers.subscribe(() => {
    for (const record of Array.from(unsure)) {
      const phase = transfers.find(record)?.phase;
      if (phase?.status === 'queued' || phase?.status === 'preparing' || phase?.status === 'checking')
        continue;
      // A person may pause before the file was compared.
      if (phase?.status === 'paused' || phase?.status === 'waiting') continue;
      unsure.delete(record);
      if (phase?.status !== 'failed' || phase.error.code !== 'wrong-file') continue;
      transfers.dismiss(record);
      onWrongFile(record, phase.error);
    }
  });

  return {
    async byHandle(row) {
      const { kind, handle } = row;
      if (handle !== null) await mayUse(handle, kind === 'seal' ? 'read' : 'readwrite');
      if (kind === 'open') open(row);
      else if (handle !== null) seal(row, await fileOf(handle), handle);
    },
    withFile: (row, file) => seal(row, file, null),
    forget: () => unsure.clear(),
  };
}

async function fileOf(handle: FileSystemFileHandle): Promise<File> {
  try {
    return await handle.getFile();
  } catch (cause) {
    throw new AppError('file-unreadable', 'the file of the kept handle could not be had', { cause });
  }
}
