import { AppError, isAbort } from '../../errors.ts';
import { buildInspection } from '../../inspect/build-inspection.ts';
import type { Edit } from '../../inspect/edits.ts';
import type { Inspection, KmsKeyAnswer, StoreFacts } from '../../inspect/inspection.ts';
import { wrappingKeyArn } from '../../keyring/kms-keyring.ts';
import type { KmsPort } from '../../keyring/kms-port.ts';
import type { ObjectStore } from '../../transfer/store-port.ts';
import type { InspectTarget } from '../inspect-contract.ts';
import { checkChain, type Unwrap } from './check-chain.ts';
import { type OpenedTarget, openTarget } from './open-target.ts';

/**
 * Everything the panel shows of one message. Reads its header alone, never its body.
 * @throws AppError `store-*`, `object-changed`, `file-unreadable`, access or network codes; what KMS refuses, and that it is no message,
 * is part of the result
 */
export async function inspectMessage(
  ports: {
    readonly store: ObjectStore;
    readonly kms: KmsPort;
    readonly unwrap: Unwrap;
    readonly now: () => number;
  },
  request: {
    readonly target: InspectTarget;
    readonly edits: readonly Edit[];
    readonly identityId: string;
    readonly firstRead: number;
    readonly signal: AbortSignal;
  },
): Promise<Inspection> {
  const { store, kms, unwrap, now } = ports;
  const { target, identityId, signal } = request;
  const facts = target.kind === 'stored' ? await storeFacts(store, target.key, signal) : null;
  const pinned = facts === null ? {} : { etag: facts.etag };
  const opened = await openTarget(store, { ...request, ...pinned });
  const { name, encoding, start, source } = opened;
  const { chain } = await checkChain(opened.header, unwrap, { now, signal });
  const kmsKey = await kmsKeyAnswer(kms, keyToDescribe(opened, chain.attempts), signal);
  return buildInspection({
    name,
    size: source.size,
    encoding,
    storage: target.kind === 'stored' && facts ? { key: target.key, bucket: store.bucket, facts } : null,
    identityId,
    start,
    header: 'problem' in opened.header ? { problem: opened.header.problem.toData() } : opened.header,
    chain,
    kmsKey,
  });
}

async function storeFacts(store: ObjectStore, key: string, signal: AbortSignal): Promise<StoreFacts> {
  const facts = await store.head({ key, signal });
  return { ...facts, tags: { status: 'not-asked' } };
}

/** The key that unwrapped; the first that KMS wrapped where none did. */
function keyToDescribe({ header }: OpenedTarget, attempts: Inspection['chain']['attempts']): string | null {
  const used = attempts.find(({ error }) => error === null);
  if (used || 'problem' in header) return used?.keyArn ?? null;
  return header.parsed.header.edks.map(wrappingKeyArn).find((arn) => arn !== null) ?? null;
}

/** What KMS says of one key; what it refuses to say is an answer too. */
async function kmsKeyAnswer(kms: KmsPort, keyId: string | null, signal: AbortSignal): Promise<KmsKeyAnswer> {
  if (keyId === null) return { status: 'not-asked' };
  try {
    const facts = await kms.describeKey({ keyId, signal });
    const notAsked = { status: 'not-asked' } as const;
    return {
      status: 'known',
      value: { ...facts, aliases: notAsked, rotation: notAsked, rotations: notAsked },
    };
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    return { status: 'failed', error: AppError.from(thrown).toData() };
  }
}
