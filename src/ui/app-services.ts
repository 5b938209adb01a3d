import type { CallsStore } from '../state/calls.ts';
import type { storageChoices } from '../config/storage-encryption.ts';
import type { FilesStore } from '../state/files.ts';
import type { Inspections } from '../state/inspection.ts';
import type { InterruptedStore } from '../state/interrupted.ts';
import type { PreferencesStore } from '../state/preferences.ts';
import type { SessionStore } from '../state/session.ts';
import type { TransfersStore } from '../state/transfers.ts';
import type { Workbench } from '../state/workbench.ts';

/** What the page needs from outside; the composition root makes it. */
export interface AppServices {
  readonly session: SessionStore;
  readonly files: FilesStore;
  readonly transfers: TransfersStore;
  readonly interrupted: InterruptedStore;
  readonly inspections: Inspections;
  readonly calls: CallsStore;
  readonly workbench: Workbench;
  readonly preferences: PreferencesStore;
  /** what may be asked of the store's own encryption */
  readonly storageChoices: ReturnType<typeof storageChoices>;
  /** hands an opened file to the browser as a download */
  readonly save: (name: string, file: File) => void;
}
