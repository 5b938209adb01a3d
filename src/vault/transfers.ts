import { AppError } from '../errors.ts';
import { openFile } from '../transfer/open/open-file.ts';
import { createAdaptiveLanes } from '../transfer/patience/adaptive-lanes.ts';
import { createGate } from '../transfer/patience/gate.ts';
import { briefLimits, createPatience } from '../transfer/patience/patience.ts';
import { patientKms } from '../transfer/patience/patient-kms.ts';
import { patientStore } from '../transfer/patience/patient-store.ts';
import type { CallLog } from '../trace/call-log.ts';
import type { TracedTransfer } from '../trace/call-record.ts';
import type { Pacer } from '../transfer/pacer.ts';
import type { Weather } from '../transfer/patience/weather.ts';
import { createKeyReservations, recordClaim } from '../transfer/seal/key-reservations.ts';
import { sealFile } from '../transfer/seal/seal-file.ts';
import { wait } from '../transfer/wait.ts';
import type { OpenTarget, UnsettledWrite, VaultCommands } from './contract.ts';
import type { VaultEnvironment } from './environment.ts';
import type { Session } from './session.ts';
import type { TransferSettings } from './transfer-settings.ts';
import type { JobControl, TransferQueue } from './transfer-queue.ts';

const now = (): number => performance.now();

type SealInput = VaultCommands['seal']['input'];
type OpenInput = VaultCommands['open']['input'] & { readonly name: string };

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
): { seal(input: SealInput): void; open(input: OpenInput): void } {
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

  return {
    seal({ id, record, file, handle, unsettled, storageEncryption: kind }) {
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
          const asked = { file, handle, record, identityId, keyId, storageEncryption, unsettled };
          const request = { ...asked, onUnsettled, signal, onStep };
          return sealFile({ ...ports, claims, reservations, parts }, request);
        },
      });
    },

    open({ id, record, key, acceptMoved, target, name }) {
      const release = async (): Promise<void> => (await environment.sinks()).release(target);
      queue.add({
        id,
        record,
        kind: 'open',
        name,
        key,
        isSmall: target.kind === 'memory',
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
            const kept = recordOf(target, record);
            const request = { key, identityId, acceptMoved, record: kept, signal, onStep };
            const { file, bytes } = await openFile({ ...ports, createSink }, request);
            if (file) emit({ type: 'opened', id, name, file });
            return { key, bytes };
          } finally {
            await release();
            letGo?.();
          }
        },
      });
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
