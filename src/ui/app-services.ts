import type { CallsStore } from '../state/calls.ts';
import type { storageChoices } from '../config/storage-encryption.ts';
import type { Connection } from '../state/connection.ts';
import type { DoctorStore } from '../state/doctor.ts';
import type { FilesStore } from '../state/files.ts';
import type { FilingStore } from '../state/filing.ts';
import type { Inspections } from '../state/inspection.ts';
import type { InterruptedStore } from '../state/interrupted.ts';
import type { OpeningsStore } from '../state/openings.ts';
import type { PreferencesStore } from '../state/preferences.ts';
import type { SessionStore } from '../state/session.ts';
import type { ReadableStore } from '../state/store.ts';
import type { StorageUse } from '../state/storage-use.ts';
import type { TransfersStore } from '../state/transfers.ts';
import type { Views } from '../state/views.ts';
import type { Workbench } from '../state/workbench.ts';
import type { ListThumbnails } from './files/thumbnails/make-thumbnails.ts';

/** How a person can come in here; at least one way is open. */
export interface WaysIn {
  readonly signIn: boolean;
  /** with AWS credentials of one's own; null: nobody is asked for any */
  readonly own: { readonly suggestedOwner?: string | undefined } | null;
}

/** What the page needs from outside; the composition root makes it. */
export interface AppServices {
  readonly session: SessionStore;
  readonly files: FilesStore;
  readonly filing: FilingStore;
  readonly storageUse: StorageUse;
  readonly views: Views;
  /** loaded when somebody wants them */
  readonly thumbnails: () => Promise<ListThumbnails>;
  readonly transfers: TransfersStore;
  readonly openings: OpeningsStore;
  readonly interrupted: InterruptedStore;
  readonly inspections: Inspections;
  /** Looks into files on the device where nobody is signed in, between `begin` and `end`. */
  readonly inspectAlone: () => {
    readonly inspections: Inspections;
    readonly begin: () => void;
    readonly end: () => void;
  };
  readonly connection: ReadableStore<Connection>;
  readonly calls: CallsStore;
  readonly workbench: Workbench;
  readonly doctor: DoctorStore;
  readonly preferences: PreferencesStore;
  readonly waysIn: WaysIn;
  /** what may be asked of the store's own encryption */
  readonly storageChoices: ReturnType<typeof storageChoices>;
  /** hands an opened file to the browser as a download */
  readonly save: (name: string, file: File) => void;
}
