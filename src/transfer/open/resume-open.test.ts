import { describe, expect, it } from 'vitest';
import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { AppError } from '../../errors.ts';
import { createMemoryJournal } from '../../journal/memory-journal.ts';
import { createLocalCrew } from '../local-crew.ts';
import { createGate } from '../patience/gate.ts';
import type { CreateSink, Sink } from '../sink-port.ts';
import {
  createSmallWorld,
  fileOf,
  owner,
  patternBytes,
  smallFrame,
  smallTuning,
} from '../testing/small-world.ts';
import { openFile } from './open-file.ts';

const id = '00000000-0000-4000-8000-000000000001';
const name = 'a.bin';
const key = `${owner}/${name}`;
const length = 40 * smallFrame + 17;

/** A disk whose files outlive the attempts, checkpointed with every write. */
function disk() {
  const files = new Map<string, Bytes>();
  const outcomes: string[] = [];
  const begun: number[] = [];
  const createSink: CreateSink = async ({ left }) => {
    const place = left?.place ?? 'place';
    const kept = files.get(place)?.subarray(0, left?.bytes ?? 0) ?? new Uint8Array(0);
    files.set(place, kept);
    begun.push(kept.length);
    const bytes = (): Bytes => files.get(place) ?? new Uint8Array(0);
    const sink: Sink = {
      name: 'private-file',
      begun: kept.length,
      write: async (chunk) => void files.set(place, concatBytes(bytes(), chunk)),
      checkpoint: async () => ({ place, bytes: bytes().length }),
      commit: async () => {
        outcomes.push('committed');
        return new File([bytes()], name);
      },
      suspend: async () => void outcomes.push('suspended'),
      discard: async () => {
        outcomes.push('discarded');
        files.delete(place);
      },
    };
    return sink;
  };
  return { files, outcomes, begun, createSink };
}

async function world() {
  const small = createSmallWorld();
  const { store, kms } = small;
  await small.seal(fileOf(length, name));
  store.asked.length = 0;
  const journal = createMemoryJournal();
  const place = disk();
  const open = (signal = new AbortController().signal) =>
    openFile(
      {
        store,
        kms,
        crew: createLocalCrew(),
        journal,
        gate: createGate(),
        createSink: place.createSink,
        tuning: smallTuning,
        now: () => 0,
      },
      {
        key,
        identityId: owner,
        acceptMoved: false,
        record: { id, handle: null },
        signal,
        onStep: () => {},
      },
    );
  /** Fails reads from this offset of the object on. */
  const cutAt = (offset: number, code: 'service-unreachable' | 'store-not-found'): void => {
    store.intercept = (operation, request) => {
      if (operation === 'read' && 'first' in request && Number(request.first) >= offset)
        throw new AppError(code, 'cut');
    };
  };
  return { store, journal, open, cutAt, ...place };
}

describe('openFile(), again', () => {
  it('goes on after the last verified frame, and reads nothing before it', async () => {
    const { store, journal, open, cutAt, begun, outcomes } = await world();
    cutAt(20 * smallFrame, 'service-unreachable');
    await expect(open()).rejects.toMatchObject({ code: 'service-unreachable' });
    expect(outcomes).toEqual(['suspended']);
    const record = await journal.get(id);
    expect(record).toMatchObject({ kind: 'open', key, place: 'place' });
    const verified = record?.kind === 'open' ? record.verified : 0;
    expect(verified).toBeGreaterThan(8 * smallFrame);
    expect(verified % smallFrame).toBe(0);

    let firstRead = Infinity;
    store.intercept = (operation, request) => {
      if (operation !== 'read' || !('first' in request)) return;
      if (Number(request.first) > 0) firstRead = Math.min(firstRead, Number(request.first));
    };
    const { file, bytes } = await open();
    expect(bytes).toBe(length);
    expect(begun).toEqual([0, verified]);
    expect(firstRead).toBeGreaterThan(verified);
    expect(new Uint8Array((await file?.arrayBuffer()) ?? [])).toEqual(patternBytes(length));
    expect(await journal.get(id)).toBeNull();
  });

  it('begins anew where the object was replaced meanwhile', async () => {
    const { store, open, cutAt, begun } = await world();
    cutAt(20 * smallFrame, 'service-unreachable');
    await expect(open()).rejects.toMatchObject({ code: 'service-unreachable' });
    store.intercept = () => {};
    store.place(key, store.bytesOf(key));
    const { file } = await open();
    expect(begun).toEqual([0, 0]);
    expect(new Uint8Array((await file?.arrayBuffer()) ?? [])).toEqual(patternBytes(length));
  });

  it('keeps nothing of a message that is not whole', async () => {
    const { store, journal, open, files, outcomes } = await world();
    const changed = store.bytesOf(key).slice();
    changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
    store.place(key, changed);
    await expect(open()).rejects.toMatchObject({ code: 'frame-tampered' });
    expect(outcomes).toEqual(['discarded']);
    expect(files.size).toBe(0);
    expect(await journal.get(id)).toBeNull();
  });

  it('verifies the final frame anew, however much was kept', async () => {
    const { store, journal, open, cutAt } = await world();
    cutAt(38 * smallFrame, 'service-unreachable');
    await expect(open()).rejects.toMatchObject({ code: 'service-unreachable' });
    const record = await journal.get(id);
    if (record?.kind !== 'open') throw new Error('no record');
    const changed = store.bytesOf(key).slice();
    changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
    store.intercept = () => {};
    // The same object as far as its ETag tells.
    store.objects.set(key, {
      bytes: changed,
      etag: record.etag,
      storageEncryption: { kind: 'bucket-default' },
      ticket: null,
    });
    await expect(open()).rejects.toMatchObject({ code: 'frame-tampered' });
  });

  it('leaves nothing when cancelled', async () => {
    const { store, journal, open, files } = await world();
    const cancel = new AbortController();
    store.intercept = (operation, request) => {
      if (operation === 'read' && 'first' in request && Number(request.first) > 10 * smallFrame)
        cancel.abort();
    };
    await expect(open(cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(files.size).toBe(0);
    expect(await journal.get(id)).toBeNull();
  });
});
