import { buildInspection } from '../../inspect/build-inspection.ts';
import type { Edit } from '../../inspect/edits.ts';
import type { Inspection, StoreFacts } from '../../inspect/inspection.ts';
import { wrappingKeyArn } from '../../keyring/kms-keyring.ts';
import type { KeyFactsPort } from '../../keyring/key-facts-port.ts';
import type { KmsPort } from '../../keyring/kms-port.ts';
import type { ObjectStore } from '../../transfer/store-port.ts';
import type { InspectTarget } from '../inspect-contract.ts';
import { askAboutKey } from './ask-about-key.ts';
import { beside } from './beside.ts';
import { checkChain, type Unwrap } from './check-chain.ts';
import { type OpenedTarget, openTarget, signedIn } from './open-target.ts';

/** What an inspection can ask. */
export interface InspectAccess {
  /** null: nobody is signed in, so that only files on the device can be looked into */
  readonly store: ObjectStore | null;
  readonly keys: { readonly kms: KmsPort; readonly keyFacts: KeyFactsPort } | null;
  readonly unwrap: Unwrap;
}

/**
 * Everything the panel shows of one message. Reads its header alone, never its body.
 * @throws AppError `store-*`, `object-changed`, `file-unreadable`, access or network codes; what KMS refuses, and that it is no message,
 * is part of the result
 */
export async function inspectMessage(
  ports: InspectAccess & { readonly now: () => number },
  request: {
    readonly target: InspectTarget;
    readonly edits: readonly Edit[];
    /** null: nobody is signed in */
    readonly identityId: string | null;
    readonly firstRead: number;
    readonly signal: AbortSignal;
  },
): Promise<Inspection> {
  const { store, keys, unwrap, now } = ports;
  const { target, identityId, signal } = request;
  const facts = target.kind === 'stored' ? await storeFacts(signedIn(store), target.key, signal) : null;
  const pinned = facts === null ? {} : { etag: facts.etag };
  const opened = await openTarget(store, { ...request, ...pinned });
  const { name, encoding, start, source } = opened;
  const { chain } = await checkChain(opened.header, unwrap, { now, signal });
  const kmsKey = await askAboutKey(keys, keyToDescribe(opened, chain.attempts), signal);
  return buildInspection({
    name,
    size: source.size,
    encoding,
    storage:
      target.kind === 'stored' && facts ? { key: target.key, bucket: signedIn(store).bucket, facts } : null,
    identityId,
    start,
    header: 'problem' in opened.header ? { problem: opened.header.problem.toData() } : opened.header,
    chain,
    kmsKey,
  });
}

async function storeFacts(store: ObjectStore, key: string, signal: AbortSignal): Promise<StoreFacts> {
  const [facts, tags] = await Promise.all([store.head({ key, signal }), beside(store.tags({ key, signal }))]);
  return { ...facts, tags };
}

/** The key that unwrapped; the first that KMS wrapped where none did. */
function keyToDescribe({ header }: OpenedTarget, attempts: Inspection['chain']['attempts']): string | null {
  const used = attempts.find(({ error }) => error === null);
  if (used || 'problem' in header) return used?.keyArn ?? null;
  return header.parsed.header.edks.map(wrappingKeyArn).find((arn) => arn !== null) ?? null;
}
