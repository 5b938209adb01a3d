import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { obtainCredentials } from '../../src/aws/cognito.ts';
import { createTokenSource } from '../../src/aws/token-source.ts';
import type { AppConfig } from '../../src/config/config.ts';
import { objectLocation, sealingContext } from '../../src/message/location.ts';
import { startSession } from '../../src/vault/session.ts';

export interface PlainJob {
  readonly config: AppConfig;
  readonly idToken: string;
  readonly files: readonly File[];
  /** stored under `identityId/folder/` */
  readonly folder: string;
  readonly concurrency: number;
}

/** milliseconds */
export type PlainAnswer = { readonly puts: number; readonly kms: number } | { readonly problem: string };

self.addEventListener('message', (event: MessageEvent<PlainJob>) => {
  measure(event.data).then(
    (times) => self.postMessage(times satisfies PlainAnswer),
    (thrown: unknown) => self.postMessage({ problem: String(thrown) } satisfies PlainAnswer),
  );
});

/** A plain PutObject for each file by the SDK with its defaults; then a data key for each at the app's own pace. */
async function measure({ config, idToken, files, folder, concurrency }: PlainJob) {
  const tokens = createTokenSource({ idToken, onNeeded: () => {} });
  const { identityId, kmsKeyId: keyId, store, kms } = await startSession(config, { now: Date.now, tokens });
  const client = new S3Client({
    region: config.region,
    credentials: await obtainCredentials(config, tokens),
    ...(config.endpoints === undefined ? {} : { endpoint: config.endpoints.s3, forcePathStyle: true }),
  });
  const keyOf = (file: File): string => `${identityId}/${folder}/${file.name}`;
  const puts = await timed(() =>
    inFlight(files, concurrency, async (file) => {
      const Body = new Uint8Array(await file.arrayBuffer());
      await client.send(new PutObjectCommand({ Bucket: config.bucket, Key: keyOf(file), Body }));
    }),
  );
  const { signal } = new AbortController();
  const kmsTime = await timed(() =>
    Promise.all(
      files.map((file) => {
        const context = sealingContext(identityId, objectLocation(store.bucket, keyOf(file)));
        return kms.generateDataKey({ keyId, context, signal });
      }),
    ),
  );
  return { puts, kms: kmsTime };
}

async function inFlight<T>(
  items: readonly T[],
  concurrency: number,
  perform: (item: T) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await perform(item);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await task();
  return performance.now() - started;
}
