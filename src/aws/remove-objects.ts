import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  type DeleteObjectsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { AppError } from '../errors.ts';
import type { Removal } from '../filing/filing-port.ts';
import type { AskS3 } from './ask-s3.ts';

/**
 * Deletes up to a thousand objects with one request. Ceph 16.2 denies that one to credentials by web identity, and not the deletion of a single
 * object: what is denied is tried alone, until one is denied again.
 * @throws AppError `store-answer-invalid` when S3 does not tell of each key what became of it
 */
export async function removeObjects(
  { client, bucket, ask }: { readonly client: S3Client; readonly bucket: string; readonly ask: AskS3 },
  { keys, signal }: { readonly keys: readonly string[]; readonly signal: AbortSignal },
): Promise<readonly Removal[]> {
  const together = await ask('DeleteObjects', signal, async (own) => {
    const answer = await client.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: false },
      }),
      { abortSignal: own },
    );
    return removalsOf(answer, keys);
  }).catch((thrown: unknown) => allDenied(thrown, keys));

  const alone = async (key: string): Promise<Removal> => {
    const answer = await ask('DeleteObject', signal, (own) =>
      client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: own }),
    );
    return { key, refusal: null, kept: answer.DeleteMarker === true };
  };
  const removals: Removal[] = [];
  let isFutile = false;
  for (const removal of together) {
    const retried: Removal | null =
      isFutile || removal.refusal !== denied ? removal : await alone(removal.key).catch(unlessDenied);
    isFutile ||= retried === null;
    removals.push(retried ?? removal);
  }
  return removals;
}

/** S3's name for it, in the answer to each key. */
const denied = 'AccessDenied';

function allDenied(thrown: unknown, keys: readonly string[]): readonly Removal[] {
  unlessDenied(thrown);
  return keys.map((key) => ({ key, refusal: denied, kept: false }));
}

/** Null for a denial. @throws any other failure */
function unlessDenied(thrown: unknown): null {
  if (thrown instanceof AppError && thrown.code === 'store-denied') return null;
  throw thrown;
}

function removalsOf(answer: DeleteObjectsCommandOutput, keys: readonly string[]): readonly Removal[] {
  const told = new Map<string | undefined, Omit<Removal, 'key'>>();
  for (const { Key, DeleteMarker } of answer.Deleted ?? [])
    told.set(Key, { refusal: null, kept: DeleteMarker === true });
  for (const { Key, Code } of answer.Errors ?? []) told.set(Key, { refusal: Code ?? 'unknown', kept: false });
  return keys.map((key) => {
    const one = told.get(key);
    if (one !== undefined) return { key, ...one };
    throw new AppError('store-answer-invalid', 'S3 did not say whether it deleted an object', {
      details: { key },
    });
  });
}
