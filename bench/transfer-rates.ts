import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { LocalAws } from '../local/aws.ts';
import { onBenchPage } from './bench-page.ts';
import { writeNoise } from './noise-file.ts';
import type { TransferRequest } from './page/transfer-request.ts';
import { ratioOf, type BenchResult } from './result.ts';

const samples = Number(process.env['SEALDROP_BENCH_SAMPLES'] ?? 5);
const fileMiB = Number(process.env['SEALDROP_BENCH_MIB'] ?? 1024);
const threads = 2;

type Transfer = (request: TransferRequest) => Promise<{ milliseconds: number; key: string }>;

/**
 * Whole transfers of one file against what bounds them, in one worker of one page, one after the other, the order alternating:
 * a bare `fetch` of the same bytes, and AWS's own plain upload helper.
 */
export function measureTransferRates(folder: string): Promise<BenchResult[]> {
  return onBenchPage(join(folder, 'transfers'), async ({ page, aws, idToken }) => {
    const path = join(folder, 'transfers.bin');
    await writeNoise(path, fileMiB);
    await page.locator('input').setInputFiles(path);
    const transfer: Transfer = (request) => page.evaluate((wanted) => window.transfer(wanted), request);
    const tuning: unknown = JSON.parse(process.env['SEALDROP_BENCH_TUNING'] ?? '{}');
    if (typeof tuning !== 'object' || tuning === null) throw new Error('SEALDROP_BENCH_TUNING is no object');
    await transfer({ perform: 'start', config: aws.config, idToken, threads, tuning });
    const admin = adminOf(aws);
    try {
      const up = await measureUploads(transfer, (key) => remove(admin, aws.config.bucket, key));
      return [...up, await measureDownloads(transfer)];
    } finally {
      admin.destroy();
    }
  });
}

async function measureUploads(
  transfer: Transfer,
  removeObject: (key: string) => Promise<void>,
): Promise<BenchResult[]> {
  const timed = async (perform: 'seal' | 'put-bare' | 'lib-storage'): Promise<number> => {
    const { milliseconds, key } = await transfer({ perform });
    await removeObject(key);
    log(perform, milliseconds);
    return milliseconds;
  };
  const contenders = ['put-bare', 'seal', 'lib-storage'] as const;
  const vsFetch: number[] = [];
  const vsLibrary: number[] = [];
  await timed('put-bare');
  await timed('seal');
  for (let sample = 0; sample < samples; sample++) {
    const times = { 'put-bare': 0, seal: 0, 'lib-storage': 0 };
    const order = sample % 2 === 0 ? contenders : contenders.toReversed();
    for (const contender of order) times[contender] = await timed(contender);
    vsFetch.push(times['put-bare'] / times.seal);
    vsLibrary.push(times['lib-storage'] / times.seal);
  }
  return [ratioOf('upload.vs_fetch', vsFetch), ratioOf('upload.vs_lib_storage', vsLibrary)];
}

async function measureDownloads(transfer: Transfer): Promise<BenchResult> {
  const { key } = await transfer({ perform: 'seal' });
  const timed = async (perform: 'open' | 'get-bare'): Promise<number> => {
    const { milliseconds } = await transfer({ perform, key });
    log(perform, milliseconds);
    return milliseconds;
  };
  await timed('get-bare');
  await timed('open');
  const ratios: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    if (sample % 2 === 0) ratios.push((await timed('get-bare')) / (await timed('open')));
    else ratios.push(1 / ((await timed('open')) / (await timed('get-bare'))));
  }
  return ratioOf('download.vs_fetch', ratios);
}

function adminOf({ config, admin }: LocalAws): S3Client {
  const { region, endpoints } = config;
  return new S3Client({ region, endpoint: endpoints.s3, forcePathStyle: true, credentials: admin });
}

/** The object, and the parts of uploads that nobody completes. */
async function remove(client: S3Client, bucket: string, key: string): Promise<void> {
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  const { Uploads = [] } = await client.send(
    new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: key }),
  );
  for (const { UploadId } of Uploads)
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId }));
}

function log(what: string, milliseconds: number): void {
  const rate = (fileMiB * 1.048576) / (milliseconds / 1000);
  console.log(`  ${what.padEnd(12)} ${(milliseconds / 1000).toFixed(2)} s  ${rate.toFixed(0)} MB/s`);
}
