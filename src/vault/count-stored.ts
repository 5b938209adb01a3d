import { AppError } from '../errors.ts';
import type { FilingStore } from '../filing/filing-port.ts';
import { sumStored } from '../filing/stored-sum.ts';
import type { ObjectStore } from '../transfer/store-port.ts';
import type { CountPlace, FilingCommands } from './filing-contract.ts';
import { isOurs } from './list-files.ts';

/** As many as S3 gives at once. */
const pageLength = 1000;

type CountedPage = FilingCommands['countStored']['output'];

/**
 * Sums one page of all that a person stores. Versions are listed, since that tells in one pass what is current and what is not, on a bucket
 * without versions too; who may not list them has their objects listed instead.
 * @throws AppError `store-*`, access or network codes
 */
export async function countStored(
  session: {
    readonly store: Pick<ObjectStore, 'list'>;
    readonly filing: Pick<FilingStore, 'versionsPage'>;
    readonly identityId: string;
  },
  after: CountPlace | null,
  signal: AbortSignal,
): Promise<CountedPage> {
  const { store, filing, identityId } = session;
  const page = { prefix: `${identityId}/`, limit: pageLength, signal };
  const ours = (key: string): boolean => isOurs(identityId, key);

  async function versions(): Promise<CountedPage> {
    const place = after?.kind === 'versions' ? after.place : null;
    const listed = await filing.versionsPage({ ...page, after: place });
    const next = listed.next === null ? null : ({ kind: 'versions', place: listed.next } as const);
    return { sum: sumStored(listed.versions, ours), next };
  }

  async function objects(): Promise<CountedPage> {
    const listed = await store.list({
      ...page,
      continuation: after?.kind === 'objects' ? after.continuation : null,
    });
    const entries = listed.objects.map((one) => ({ ...one, isLatest: true, isDeleteMarker: false }));
    const { continuation } = listed;
    const next = continuation === null ? null : ({ kind: 'objects', continuation } as const);
    return { sum: { ...sumStored(entries, ours), former: null }, next };
  }

  if (after?.kind === 'objects') return objects();
  try {
    return await versions();
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (after !== null || error.code !== 'store-denied') throw error;
    return objects();
  }
}
