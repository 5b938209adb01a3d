import { createMemoryClaims } from '../../journal/claims.ts';
import type { KmsPort } from '../../keyring/kms-port.ts';
import type { Journal } from '../journal-port.ts';
import { createPacer } from '../pacer.ts';
import { createKeyReservations } from '../seal/key-reservations.ts';
import type { UnsettledWrite } from '../seal/is-stored.ts';
import { sealFile } from '../seal/seal-file.ts';
import type { OnTaken } from '../seal/seal-ports.ts';
import type { ObjectStore } from '../store-port.ts';
import { createSmallWorld, owner, type SmallWorld } from './small-world.ts';
import { createSealingWitness, type SealingWitness } from './sent-frames.ts';

/** A world whose page can stop dead at any effect; S3, KMS and the database live on. */
export interface MortalWorld {
  readonly world: SmallWorld;
  readonly witness: SealingWitness;
  /**
   * Seals until done, or until the page dies with its `dieAt`-th effect: before it took place, or after, its answer lost.
   * @returns how it ended, and how many effects there were
   */
  live(file: File, death?: { readonly dieAt: number; readonly after: boolean }): Promise<Life>;
}

export type Life =
  | { readonly end: 'done'; readonly key: string; readonly effects: number }
  | { readonly end: 'died'; readonly effects: number };

export const mortalRecord = 'the-record';

export function createMortalWorld(world = createSmallWorld(), onTaken: OnTaken = 'keep-both'): MortalWorld {
  const witness = createSealingWitness(world.ports.crew);
  let unsettled: UnsettledWrite | null = null;
  return {
    world,
    witness,
    async live(file, death = { dieAt: Number.POSITIVE_INFINITY, after: false }) {
      let effects = 0;
      let dead = false;
      const dying = new AbortController();
      // Before anything begins: the first effect may be the deadly one.
      const died = new Promise<Life>((resolve) => {
        dying.signal.addEventListener('abort', () => resolve({ end: 'died', effects }));
      });
      const forever = new Promise<never>(() => {});
      const effect = async <T>(perform: () => Promise<T>): Promise<T> => {
        if (dead) return forever;
        effects += 1;
        if (effects === death.dieAt) {
          dead = true;
          if (death.after) await perform().catch(() => {});
          dying.abort();
          return forever;
        }
        const answer = await perform();
        return dead ? forever : answer;
      };
      const claims = createMemoryClaims();
      const sealing = sealFile(
        {
          ...world.ports,
          crew: witness.crew,
          claims,
          parts: createPacer({ concurrency: 4, perSecond: Infinity, burst: 1 }),
          reservations: createKeyReservations(claims),
          store: mortalStore(world.ports.store, effect),
          kms: mortalKms(world.ports.kms, effect),
          journal: mortalJournal(world.ports.journal, effect),
        },
        {
          record: mortalRecord,
          file,
          handle: null,
          identityId: owner,
          folder: '',
          keyId: 'alias/files',
          storageEncryption: { kind: 'bucket-default' },
          onTaken,
          signal: new AbortController().signal,
          unsettled,
          onUnsettled: (write) => void (unsettled = write),
          onStep: () => {},
        },
      );
      const life = await Promise.race([
        sealing.then(({ key }): Life => ({ end: 'done', key, effects })),
        died,
      ]);
      return life;
    },
  };
}

type Effect = <T>(perform: () => Promise<T>) => Promise<T>;

function mortalStore(store: ObjectStore, effect: Effect): ObjectStore {
  return {
    bucket: store.bucket,
    put: (request) => effect(() => store.put(request)),
    createMultipart: (request) => effect(() => store.createMultipart(request)),
    putPart: (request) => effect(() => store.putPart(request)),
    completeMultipart: (request) => effect(() => store.completeMultipart(request)),
    abortMultipart: (request) => effect(() => store.abortMultipart(request)),
    listParts: (request) => effect(() => store.listParts(request)),
    listUploads: (request) => effect(() => store.listUploads(request)),
    read: (request) => effect(() => store.read(request)),
    head: (request) => effect(() => store.head(request)),
    tags: (request) => effect(() => store.tags(request)),
    list: (request) => effect(() => store.list(request)),
  };
}

function mortalKms(kms: KmsPort, effect: Effect): KmsPort {
  return {
    generateDataKey: (request) => effect(() => kms.generateDataKey(request)),
    decrypt: (request) => effect(() => kms.decrypt(request)),
    describeKey: (request) => effect(() => kms.describeKey(request)),
  };
}

function mortalJournal(journal: Journal, effect: Effect): Journal {
  return {
    put: (record) => effect(() => journal.put(record)),
    get: (id) => effect(() => journal.get(id)),
    list: (identityId) => effect(() => journal.list(identityId)),
    remove: (id) => effect(() => journal.remove(id)),
    putPart: (id, part) => effect(() => journal.putPart(id, part)),
    part: (id, partNumber) => effect(() => journal.part(id, partNumber)),
    partCount: (id) => effect(() => journal.partCount(id)),
    keepOnly: (identityId) => effect(() => journal.keepOnly(identityId)),
  };
}
