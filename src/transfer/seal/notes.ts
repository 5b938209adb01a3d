import { AppError } from '../../errors.ts';
import type { Journal, PartRecord, RecordId, SealRecord } from '../journal-port.ts';
import { StartOver } from './start-over.ts';

/** The journal as one attempt at a file uses it: where it fails, sealing goes on without it. */
export interface Notes {
  /** Whether a later attempt can go on from them. Once false, an attempt that fails leaves nothing behind. */
  readonly kept: boolean;
  /** Before anything can have left under the record's key. */
  begin(record: SealRecord): Promise<void>;
  /** @throws StartOver when the journal can neither take nor drop the record: what it says must not become untrue */
  change(record: SealRecord): Promise<void>;
  part(partNumber: number): Promise<PartRecord | 'damaged' | null>;
  /** Durable before it resolves, or else the record is gone. @throws StartOver as `change` */
  putPart(part: PartRecord): Promise<void>;
  /** Never throws: a record that stays is found out when it is resumed. */
  remove(): Promise<void>;
}

/** @param wanted false: the journal proved unusable for this file and is left alone */
export function createNotes(journal: Journal, id: RecordId, wanted: boolean): Notes {
  let kept = wanted;
  let dropping: Promise<void> | null = null;
  // A record whose sent parts are not all written down must not be resumed: it goes, or else its key seals nothing more.
  const drop = async (failure: AppError): Promise<void> => {
    kept = false;
    dropping ??= journal.remove(id);
    await dropped(failure);
  };
  const dropped = async (failure: AppError): Promise<void> => {
    try {
      await dropping;
    } catch {
      throw new StartOver(failure);
    }
  };
  const written = async (write: () => Promise<void>): Promise<void> => {
    if (!kept) return dropped(new AppError('journal-unavailable', 'the record could not be dropped'));
    try {
      await write();
    } catch (thrown) {
      if (!isUnavailable(thrown)) throw thrown;
      await drop(thrown);
    }
  };
  return {
    get kept() {
      return kept;
    },
    async begin(record) {
      if (!kept) return;
      try {
        await journal.put(record);
      } catch (thrown) {
        if (!isUnavailable(thrown)) throw thrown;
        kept = false;
        await journal.remove(id).catch(() => {});
      }
    },
    change: (record) => written(() => journal.put(record)),
    async part(partNumber) {
      try {
        return await journal.part(id, partNumber);
      } catch (thrown) {
        if (isUnavailable(thrown)) return 'damaged';
        throw thrown;
      }
    },
    putPart: (part) => written(() => journal.putPart(id, part)),
    async remove() {
      try {
        await journal.remove(id);
      } catch (thrown) {
        if (!isUnavailable(thrown)) throw thrown;
      }
    },
  };
}

export function isUnavailable(thrown: unknown): thrown is AppError {
  return thrown instanceof AppError && thrown.code === 'journal-unavailable';
}
