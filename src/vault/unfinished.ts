import { AppError } from '../errors.ts';
import type { OpenRecord, RecordId, SealRecord, TransferRecord } from '../transfer/journal-port.ts';
import { discardSeal } from '../transfer/seal/discard-seal.ts';
import { recordClaim } from '../transfer/seal/key-reservations.ts';
import { leftovers } from '../transfer/seal/leftovers.ts';
import { wait } from '../transfer/wait.ts';
import type { InterruptedTransfer, LeftoverUpload } from './contract.ts';
import type { VaultEnvironment } from './environment.ts';
import { nameOf } from './list-files.ts';
import { createRemoval, type Removal } from './removal.ts';
import type { Session } from './session.ts';
import type { TransferQueue } from './transfer-queue.ts';

/** What earlier pages, other tabs and other devices left unfinished. All reject with AppErrors. */
export interface Unfinished {
  /** What was cancelled is none of it: where the store still holds something of that, its removal begins. */
  interrupted(session: Session): Promise<{ transfers: readonly InterruptedTransfer[] }>;
  discard(session: Session, record: RecordId): Promise<null>;
  /** Gives up every one that no other tab works on. */
  discardAll(session: Session): Promise<void>;
  leftovers(session: Session): Promise<{ uploads: readonly LeftoverUpload[] }>;
  removeLeftover(
    session: Session,
    upload: { readonly key: string; readonly uploadId: string },
  ): Promise<null>;
  /** At sign-in: the beginnings of openings that nobody can go on with are removed from this device. */
  sweep(session: Session): Promise<void>;
}

export function createUnfinished(
  environment: VaultEnvironment,
  parts: { readonly queue: TransferQueue; readonly signal: AbortSignal },
): Unfinished {
  const { claims, emit } = environment;
  const { queue, signal } = parts;

  const recordsOf = async ({ identityId, store }: Session): Promise<readonly TransferRecord[]> => {
    const journal = await environment.journal();
    const all = await journal.list(identityId);
    return all.filter(({ bucket }) => bucket === store.bucket);
  };

  const removeOpen = async (record: OpenRecord): Promise<void> => {
    const letGo = await claims.claim(recordClaim(record.id));
    if (letGo === null) throw new AppError('in-other-tab', 'another tab holds this transfer');
    try {
      const sinks = await environment.sinks();
      if (record.place !== null) await sinks.removePlace(record.place);
      await (await environment.journal()).remove(record.id);
    } finally {
      letGo();
    }
  };

  const remove = async ({ store }: Session, record: TransferRecord): Promise<void> => {
    if (record.kind === 'open') return removeOpen(record);
    const journal = await environment.journal();
    // Signing out discards too, when everything else is aborted already.
    return discardSeal({ store, journal, claims, wait }, record, new AbortController().signal);
  };

  let removal: Removal | null = null;
  const removalFor = (session: Session): Removal =>
    createRemoval({
      list: async () => {
        const own = queue.records();
        return (await recordsOf(session)).filter((record) => isGivenUp(record) && !own.has(record.id));
      },
      remove: (record) => remove(session, record),
      onRemoved: () => emit({ type: 'records-changed' }),
      wait: (milliseconds) => wait(milliseconds, signal),
    });

  return {
    async interrupted(session) {
      const [records, held] = await Promise.all([recordsOf(session), claims.held()]);
      const own = queue.records();
      const journal = await environment.journal();
      if (records.some(isGivenUp)) (removal ??= removalFor(session)).begin();
      const mine = records.filter((record) => !own.has(record.id) && !isGivenUp(record));
      const transfers = await Promise.all(
        mine.map(async (record): Promise<InterruptedTransfer> => {
          const { id, kind, name, key, size, createdAt, handle } = record;
          const moved =
            record.kind === 'open'
              ? record.verified
              : (await journal.partCount(id)) * record.framesPerPart * record.frameLength;
          const inOtherTab = held.has(recordClaim(id));
          return {
            record: id,
            kind,
            name,
            key,
            size,
            moved: Math.min(size, moved),
            createdAt,
            handle,
            inOtherTab,
          };
        }),
      );
      return { transfers };
    },

    async discard(session, id) {
      const record = (await recordsOf(session)).find((one) => one.id === id);
      if (record) await remove(session, record);
      emit({ type: 'records-changed' });
      return null;
    },

    async discardAll(session) {
      const records = await recordsOf(session);
      await Promise.all(records.map((record) => remove(session, record).catch(() => {})));
    },

    async leftovers(session) {
      const { store, identityId } = session;
      const journal = await environment.journal();
      const uploads = await leftovers({ store, journal, claims }, { identityId, signal });
      return { uploads: uploads.map((upload) => ({ ...upload, name: nameOf(upload.key) })) };
    },

    async removeLeftover({ store }, upload) {
      await store.abortMultipart(upload);
      emit({ type: 'records-changed' });
      return null;
    },

    async sweep({ identityId }) {
      const journal = await environment.journal();
      const others = await journal.keepOnly(identityId).catch(() => []);
      const sinks = await environment.sinks();
      for (const record of others) {
        if (record.kind === 'open' && record.place !== null) await sinks.removePlace(record.place);
      }
      const records = await journal.list(identityId).catch(() => []);
      await sinks.sweep(
        new Set(
          records.flatMap((record) =>
            record.kind === 'open' && record.place !== null ? [record.place] : [],
          ),
        ),
      );
    },
  };
}

function isGivenUp(record: TransferRecord): record is SealRecord {
  return record.kind === 'seal' && record.givenUp;
}
