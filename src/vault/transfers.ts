import { AppError } from '../errors.ts';
import { openArchive } from '../transfer/open/archive/open-archive.ts';
import { openFile } from '../transfer/open/open-file.ts';
import type { OpenRequest } from '../transfer/open/open-ports.ts';
import { createAdaptiveLanes } from '../transfer/patience/adaptive-lanes.ts';
import { createGate } from '../transfer/patience/gate.ts';
import { briefLimits, createPatience } from '../transfer/patience/patience.ts';
import { patientKms } from '../transfer/patience/patient-kms.ts';
import { patientStore } from '../transfer/patience/patient-store.ts';
import { parseFolderPath } from '../filing/folder-path.ts';
import type { CallLog } from '../trace/call-log.ts';
import type { TracedTransfer } from '../trace/call-record.ts';
import type { Pacer } from '../transfer/pacer.ts';
import type { Weather } from '../transfer/patience/weather.ts';
import { createKeyReservations, recordClaim } from '../transfer/seal/key-reservations.ts';
import { sealFile } from '../transfer/seal/seal-file.ts';
import type { MessageStore } from '../transfer/store-port.ts';
import type { Tuning } from '../transfer/tuning.ts';
import { wait } from '../transfer/wait.ts';
import type { OpenTarget, UnsettledWrite, VaultCommands } from './contract.ts';
import type { VaultEnvironment } from './environment.ts';
import { localStore } from './local-store.ts';
import type { Session } from './session.ts';
import type { TransferSettings } from './transfer-settings.ts';
import type { JobControl, TransferQueue } from './transfer-queue.ts';

const now = (): number => performance.now();

type SealInput = VaultCommands['seal']['input'];
type ArchiveInput = VaultCommands['openArchive']['input'];
type OpenInput = VaultCommands['open']['input'] & { readonly name: string };

type LocalInput = VaultCommands['openLocal']['input'];

/** What is opened by itself. `size`: bytes of the message, as far as they are known. */
interface Opening extends Omit<OpenInput, 'key' | 'acceptMoved'> {
  readonly key: string | null;
  readonly keepsNothing: boolean;
}

/** Where its message lies, and what is asked for there. */
type Locate = (
  ports: { readonly store: MessageStore; readonly tuning: Tuning },
  signal: AbortSignal,
) => Located | Promise<Located>;

interface Located {
  readonly store: MessageStore;
  readonly request: Pick<OpenRequest, 'key' | 'acceptMoved' | 'record'>;
}

/** Composes one seal or open of the world it needs, and queues it. */
export function createTransfers(
  environment: VaultEnvironment,
  parts: {
    readonly session: () => Promise<Session>;
    readonly settings: () => TransferSettings;
    readonly queue: TransferQueue;
    readonly weather: Weather;
    readonly calls: CallLog;
  },
): {
  seal(input: SealInput): void;
  open(input: OpenInput): void;
  openLocal(input: LocalInput): void;
  openArchive(input: ArchiveInput): void;
} {
  const { claims, crew, emit } = environment;
  const { session, settings, queue, weather, calls } = parts;
  let lanes: Pacer | null = null;
  const reservations = createKeyReservations(claims);

  /** What each transfer needs, with failures that pass met in its own way. */
  const world = async ({ gate, onWaiting }: JobControl, transfer: TracedTransfer) => {
    const { forTransfer, identityId, kmsKeyId, clock } = await session();
    const { store, kms } = forTransfer(transfer.id);
    calls.announce(transfer);
    const { tuning, limits } = settings();
    lanes ??= createAdaptiveLanes({ start: tuning.lanes, most: tuning.mostLanes, weather });
    const patience = createPatience({ gate, weather, onWaiting, limits });
    // What an abandoned upload left is removed also while its transfer is paused.
    const closing = createPatience({ gate: createGate(), weather, limits: briefLimits });
    return {
      identityId,
      keyId: kmsKeyId,
      lanes,
      ports: {
        store: patientStore(store, patience, closing),
        kms: patientKms(kms, patience),
        journal: await environment.journal(),
        crew,
        gate,
        tuning,
        now,
        clock,
        wait,
      },
    };
  };

  /** Queues what is opened by itself, of the place that `locate` finds. */
  const queueOpening = (opening: Opening, locate: Locate): void => {
    const { id, record, name, key, size, target, keepsNothing } = opening;
    const release = async (): Promise<void> => (await environment.sinks()).release(target);
    queue.add({
      id,
      record,
      kind: 'open',
      name,
      key,
      isSmall: target.kind === 'memory' || size <= settings().tuning.fetchLength,
      keepsNothing,
      drop: () => void release(),
      run: async (control) => {
        let letGo: (() => void) | null = null;
        try {
          letGo = await claims.claim(recordClaim(record));
          if (letGo === null) throw new AppError('in-other-tab', 'another tab holds this transfer');
          const { identityId, ports } = await world(control, { id: record, kind: 'open', name });
          const sinks = await environment.sinks();
          const createSink = sinks.openTarget(target, name);
          const { signal, onStep } = control;
          const { store, request } = await locate(ports, signal);
          const asked = { ...request, identityId, signal, onStep };
          const { file, bytes } = await openFile({ ...ports, store, createSink }, asked);
          if (file) emit({ type: 'opened', id, name, file });
          return { key: request.key, bytes };
        } finally {
          await release();
          letGo?.();
        }
      },
    });
  };

  return {
    seal({ id, record, file, handle, unsettled, storageEncryption: kind, folder: path, onTaken }) {
      const isSmall = file.size <= settings().tuning.partLength;
      const onUnsettled = (write: UnsettledWrite): void => emit({ type: 'unsettled', id, write });
      queue.add({
        id,
        record,
        kind: 'seal',
        name: file.name,
        key: null,
        isSmall,
        run: async (control) => {
          const {
            identityId,
            keyId,
            ports,
            lanes: parts,
          } = await world(control, {
            id: record,
            kind: 'seal',
            name: file.name,
          });
          const { signal, onStep } = control;
          const storageEncryption = settings().storageEncryption(kind);
          const folder = parseFolderPath(path);
          const asked = { file, handle, record, identityId, folder, keyId, storageEncryption, unsettled };
          const request = { ...asked, onTaken, onUnsettled, signal, onStep };
          return sealFile({ ...ports, claims, reservations, parts }, request);
        },
      });
    },

    openArchive({ id, record, target, ...archive }) {
      const { name } = archive;
      const release = async (): Promise<void> => (await environment.sinks()).release(target);
      queue.add({
        id,
        record,
        kind: 'open',
        name,
        key: null,
        isSmall: false,
        keepsNothing: true,
        drop: () => void release(),
        run: async (control) => {
          try {
            const { identityId, ports } = await world(control, { id: record, kind: 'open', name });
            const createSink = (await environment.sinks()).openTarget(target, name);
            const { signal, onStep } = control;
            const request = { ...archive, identityId, signal, onStep };
            const { file, bytes, leftOut } = await openArchive({ ...ports, createSink }, request);
            if (leftOut.length > 0) emit({ type: 'left-out', id, files: leftOut });
            if (file) emit({ type: 'opened', id, name, file });
            return { key: '', bytes };
          } finally {
            await release();
          }
        },
      });
    },

    open({ key, acceptMoved, ...asked }) {
      const kept = recordOf(asked.target, asked.record);
      queueOpening({ ...asked, key, keepsNothing: asked.target.kind === 'directory-file' }, (ports) => ({
        store: ports.store,
        request: { key, acceptMoved, record: kept },
      }));
    },

    openLocal({ file, ...asked }) {
      const key = '';
      queueOpening(
        { ...asked, key: null, size: file.size, keepsNothing: true },
        async ({ tuning }, signal) => ({
          store: await localStore(file, tuning, signal),
          request: { key, acceptMoved: true, record: null },
        }),
      );
    },
  };
}

/** Only what may outlive the page is written down. */
function recordOf(
  target: OpenTarget,
  id: string,
): { id: string; handle: FileSystemFileHandle | null } | null {
  if (target.kind === 'picked-file') return { id, handle: target.handle };
  return target.kind === 'private-file' ? { id, handle: null } : null;
}
