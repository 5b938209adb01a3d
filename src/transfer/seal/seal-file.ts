import { createSealer } from '../../crypto/sealer.ts';
import { AppError } from '../../errors.ts';
import { sealKey } from '../../keyring/kms-keyring.ts';
import type { KmsPort } from '../../keyring/kms-port.ts';
import { objectLocation, sealingContext } from '../../message/location.ts';
import { fileSlices } from './file-slices.ts';
import { reserveFreeKey, type KeyReservations } from './free-key.ts';
import { objectName } from './object-name.ts';
import type { Pacer } from '../pacer.ts';
import { planParts } from './plan-parts.ts';
import { createProgress, type Progress } from '../progress.ts';
import type { ObjectStore } from '../store-port.ts';
import { storeMessage } from './store-message.ts';
import type { TransferStep } from '../step.ts';
import type { Tuning } from '../tuning.ts';
import type { Wait } from '../wait.ts';

/** What sealing needs of the world. */
export interface SealPorts {
  readonly store: ObjectStore;
  readonly kms: KmsPort;
  readonly reservations: KeyReservations;
  /** parts in flight, shared by all transfers */
  readonly parts: Pacer;
  readonly tuning: Tuning;
  readonly now: () => number;
  readonly wait: Wait;
}

export interface SealRequest {
  readonly file: File;
  readonly identityId: string;
  /** key id, key ARN or alias */
  readonly keyId: string;
  readonly signal: AbortSignal;
  readonly onStep: (step: TransferStep) => void;
}

/** Times a file is sealed anew because somebody else took its name meanwhile. */
const maxRaces = 3;

/**
 * Seals a file under a data key of its own and stores it under `identityId/name`, or `name (2)` where that is taken.
 * An existing object is never overwritten.
 * @returns where it is stored, and its plaintext's length in bytes
 * @throws AppError `name-invalid`, `name-taken`, `file-changed`, `file-unreadable`, `file-too-large`, or a `kms-*`, `store-*`,
 * access or network code; AbortError when cancelled
 */
export async function sealFile(
  ports: SealPorts,
  request: SealRequest,
): Promise<{ key: string; bytes: number }> {
  const name = objectName(request.file.name);
  request.onStep({ status: 'preparing', key: null });
  const progress = lazyProgress(ports, request);
  let from = 1;
  for (let race = 1; ; race++) {
    const { key, copy } = await reserveFreeKey(ports.store, ports.reservations, { ...request, name, from });
    try {
      request.onStep({ status: 'preparing', key });
      await sealUnderKey(ports, request, key, progress);
      return { key, bytes: request.file.size };
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'name-taken' || race === maxRaces) throw thrown;
      from = copy + 1;
    } finally {
      ports.reservations.release(key);
    }
  }
}

/** One count for all attempts at a file, so that what is shown never goes back. */
function lazyProgress({ now }: SealPorts, { file, onStep }: SealRequest): (key: string) => Progress {
  let current: Progress | null = null;
  let currentKey: string;
  return (key) => {
    currentKey = key;
    current?.restart();
    current ??= createProgress({
      total: file.size,
      now,
      emit: (reading) => onStep({ status: 'moving', key: currentKey, ...reading }),
    });
    return current;
  };
}

async function sealUnderKey(
  ports: SealPorts,
  request: SealRequest,
  key: string,
  progressFor: (key: string) => Progress,
): Promise<void> {
  const { store, kms, tuning } = ports;
  const { identityId, keyId, signal, onStep } = request;
  const file = fileSlices(request.file);
  const context = sealingContext(identityId, objectLocation(store.bucket, key));
  const { dataKey, edks } = await sealKey(kms, { keyId, context, signal });
  const { frameLength, partLength } = tuning;
  const sealer = await createSealer({ dataKey, edks, context, frameLength, plaintextLength: file.size });
  const headerLength = sealer.header.length;
  const plan = planParts({ headerLength, frameLength, plaintextLength: file.size, partLength });
  const progress = progressFor(key);
  const onMoved = (bytes: number): void => progress.advance(bytes);
  const onFinishing = (): void => {
    progress.end();
    onStep({ status: 'finishing', key });
  };
  try {
    await storeMessage({ ...ports, key, plan, sealer, file, signal, onMoved, onFinishing });
  } finally {
    progress.end();
  }
}
