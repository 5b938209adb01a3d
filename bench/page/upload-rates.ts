import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { obtainCredentials } from '../../src/aws/cognito.ts';
import { createTokenSource } from '../../src/aws/token-source.ts';
import type { AppConfig } from '../../src/config/config.ts';
import { createKeyReservations } from '../../src/transfer/seal/free-key.ts';
import { createPacer } from '../../src/transfer/pacer.ts';
import { sealFile } from '../../src/transfer/seal/seal-file.ts';
import { defaultTuning } from '../../src/transfer/tuning.ts';
import { wait } from '../../src/transfer/wait.ts';
import { startSession } from '../../src/vault/session.ts';

export interface UploadBench {
  readonly config: AppConfig;
  readonly idToken: string;
  readonly file: File;
  readonly samples: number;
}

/**
 * Each sample: time of a plain upload with `@aws-sdk/lib-storage` and its defaults over the time of a sealed one, of the
 * same file from the same worker, one after the other.
 */
export async function uploadVsLibStorage({ config, idToken, file, samples }: UploadBench): Promise<number[]> {
  const tokens = createTokenSource({ idToken, now: Date.now, onNeeded: () => {} });
  const session = await startSession(config, { now: Date.now, tokens });
  const credentials = await obtainCredentials(config, tokens);
  const plainClient = new S3Client({
    region: config.region,
    credentials,
    ...(config.endpoints === undefined ? {} : { endpoint: config.endpoints.s3, forcePathStyle: true }),
  });
  const ports = {
    store: session.store,
    kms: session.kms,
    reservations: createKeyReservations(),
    parts: createPacer({ concurrency: defaultTuning.lanes, perSecond: Infinity, burst: 1 }),
    tuning: defaultTuning,
    now: () => performance.now(),
    wait,
  };
  const { identityId, kmsKeyId: keyId } = session;
  const sealed = (): Promise<unknown> =>
    sealFile(ports, { file, identityId, keyId, signal: new AbortController().signal, onStep: () => {} });
  const plain = (): Promise<unknown> =>
    new Upload({
      client: plainClient,
      params: { Bucket: config.bucket, Key: `${identityId}/plain-${crypto.randomUUID()}`, Body: file },
    }).done();

  const ratios: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    if (sample % 2 === 0) ratios.push((await timed(plain)) / (await timed(sealed)));
    else ratios.push(1 / ((await timed(sealed)) / (await timed(plain))));
  }
  return ratios;
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await task();
  return performance.now() - started;
}
