import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { LocalAws } from '../local/aws.ts';
import type { Tuning } from '../src/transfer/tuning.ts';
import { onBenchSite } from './bench-page.ts';
import { performUnwatched } from './campaign.ts';
import { writeNoise } from './noise-file.ts';
import type { CampaignStep } from './page/campaign.ts';
import { type Stage, stages } from './page/transfer-request.ts';
import { ratioOf, valueOf, type BenchResult } from './result.ts';

const samples = Number(process.env['SEALDROP_BENCH_SAMPLES'] ?? 5);
const fileMiB = Number(process.env['SEALDROP_BENCH_MIB'] ?? 1024);
const threads = 2;

/** Milliseconds of each repetition of a step. */
type Times = Map<CampaignStep, number[]>;

/**
 * Whole transfers of one file against what bounds them, in one worker of one page, one after the other, the order alternating:
 * a bare `fetch` of the same bytes, and AWS's own plain upload helper. Then what each stage of an upload costs alone.
 */
export function measureTransferRates(folder: string): Promise<BenchResult[]> {
  return onBenchSite(join(folder, 'transfers'), async (site) => {
    const { aws, idToken } = site;
    const path = join(folder, 'transfers.bin');
    await writeNoise(path, fileMiB);
    const admin = adminOf(aws);
    const times: Times = new Map();
    const prices = new Map<Stage, number[]>();
    const lastSeal = steps.lastIndexOf('seal');
    try {
      await performUnwatched(site, {
        home: join(folder, 'transfers-browser'),
        path,
        start: { perform: 'start', config: aws.config, idToken, threads, tuning: chosenTuning() },
        steps,
        onStep: async (step, index, outcome) => {
          if (step === 'stages') note(prices, outcome.stages ?? {}, fileMiB);
          else times.set(step, [...(times.get(step) ?? []), outcome.milliseconds]);
          log(step, outcome.milliseconds);
          // What is read later stays.
          if (!downloads.some((download) => download === step) && index !== lastSeal)
            await remove(admin, aws.config.bucket, outcome.key);
        },
      });
    } finally {
      admin.destroy();
    }
    return [
      ratioOf('upload.vs_lib_storage', ratios(times, 'lib-storage', 'seal')),
      ratioOf('upload.vs_fetch', ratios(times, 'put-bare', 'seal')),
      ratioOf('download.vs_fetch', ratios(times, 'get-bare', 'open')),
      ...stages.map((stage) => valueOf(`stage.${stage}_ms`, 'ms/GiB', prices.get(stage) ?? [])),
    ];
  });
}

const uploads = ['put-bare', 'seal', 'lib-storage'] as const;
const downloads = ['get-bare', 'open'] as const;

/** The first of each warms up and is not counted; what is opened is what was sealed last. */
const steps: readonly CampaignStep[] = [
  ...uploads,
  ...Array.from({ length: samples }, (_, sample) => inTurn(uploads, sample)).flat(),
  'seal',
  ...downloads,
  ...Array.from({ length: samples }, (_, sample) => inTurn(downloads, sample)).flat(),
  ...Array.from({ length: samples }, () => 'stages' as const),
];

function inTurn<T>(contenders: readonly T[], sample: number): readonly T[] {
  return sample % 2 === 0 ? contenders : contenders.toReversed();
}

/** Of each counted repetition: the time of `bound` over that of ours. */
function ratios(times: Times, bound: CampaignStep, ours: CampaignStep): number[] {
  const counted = (step: CampaignStep): readonly number[] => (times.get(step) ?? []).slice(1, 1 + samples);
  const own = counted(ours);
  return counted(bound).map((milliseconds, index) => milliseconds / (own[index] ?? Number.NaN));
}

function note(
  prices: Map<Stage, number[]>,
  outcome: Partial<Readonly<Record<Stage, number>>>,
  mebibytes: number,
): void {
  for (const stage of stages) {
    const milliseconds = outcome[stage];
    if (milliseconds === undefined) throw new Error(`${stage} was not measured`);
    prices.set(stage, [...(prices.get(stage) ?? []), (milliseconds * 1024) / mebibytes]);
  }
}

function chosenTuning(): Partial<Tuning> {
  const tuning: unknown = JSON.parse(process.env['SEALDROP_BENCH_TUNING'] ?? '{}');
  if (typeof tuning !== 'object' || tuning === null) throw new Error('SEALDROP_BENCH_TUNING is no object');
  return tuning;
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
