/// <reference lib="webworker" />
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createS3Client } from '../../../src/aws/clients.ts';
import { obtainCredentials } from '../../../src/aws/cognito.ts';
import { createSessionCredentials } from '../../../src/aws/session-credentials.ts';
import { createTokenSource } from '../../../src/aws/token-source.ts';
import { parseConfig } from '../../../src/config/config.ts';
import { frameOverhead } from '../../../src/message/sizes.ts';
import { defaultTuning, type Tuning } from '../../../src/transfer/tuning.ts';
import type { TransferAnswer, TransferRequest } from '../transfer-request.ts';
import { muted } from './muted.ts';
import { getBare, putBare } from './bare-transfers.ts';
import { createPresigner } from './presigned.ts';
import { measureStages } from './stages.ts';
import { startVaultTransfers, type VaultTransfers } from './vault-transfers.ts';

interface World {
  readonly vault: VaultTransfers;
  readonly client: S3Client;
  readonly bucket: string;
  readonly presign: ReturnType<typeof createPresigner>;
  readonly tuning: Tuning;
  /** as the app's own; its requests go nowhere */
  readonly mute: S3Client;
}

declare const self: DedicatedWorkerGlobalScope;

let world: World | null = null;

self.addEventListener('message', (event: MessageEvent<TransferRequest & { readonly file?: File }>) => {
  perform(event.data, event.data.file ?? null).then(
    (answer) => self.postMessage(answer satisfies TransferAnswer),
    (thrown: unknown) => self.postMessage({ problem: String(thrown) } satisfies TransferAnswer),
  );
});

async function perform(request: TransferRequest, file: File | null): Promise<TransferAnswer> {
  if (request.perform === 'start') {
    world = await start(request);
    return { milliseconds: 0, key: '' };
  }
  if (world === null) throw new Error('not started');
  if (request.perform === 'open') return { ...(await world.vault.open(request.key)), key: request.key };
  if (request.perform === 'get-bare') return getting(world, request.key);
  if (file === null) throw new Error('no file');
  if (request.perform === 'stages') return staging(world, file);
  if (request.perform === 'seal') return world.vault.seal(file);
  const key = `${world.vault.identityId}/plain-${crypto.randomUUID()}`;
  const send = request.perform === 'put-bare' ? putting : sendingByLibrary;
  return { milliseconds: await send(world, key, file), key };
}

async function start(request: Extract<TransferRequest, { perform: 'start' }>): Promise<World> {
  const { idToken, threads } = request;
  const config = parseConfig(request.config);
  const tuning = { ...defaultTuning, ...request.tuning };
  const credentials = await obtainCredentials(config, createTokenSource({ idToken, onNeeded: () => {} }));
  const { region, bucket, endpoints } = config;
  if (endpoints === undefined) throw new Error('measured against the local AWS alone');
  const client = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
  const presign = createPresigner({ endpoint: endpoints.s3, region, bucket, keys: credentials });
  return {
    vault: await startVaultTransfers({ config, idToken, tuning, threads }),
    client,
    bucket,
    presign,
    tuning,
    mute: muted(
      createS3Client(
        config,
        createSessionCredentials({ obtain: () => Promise.resolve(credentials), now: Date.now }),
      ),
    ),
  };
}

function putting({ client, presign, bucket, tuning }: World, key: string, file: File): Promise<number> {
  const { partLength, lanes } = tuning;
  return putBare({ client, presign, bucket, key, file, partLength, lanes });
}

async function sendingByLibrary({ client, bucket }: World, key: string, file: File): Promise<number> {
  const started = performance.now();
  await new Upload({ client, params: { Bucket: bucket, Key: key, Body: file } }).done();
  return performance.now() - started;
}

async function staging(current: World, file: File): Promise<TransferAnswer> {
  const { vault, tuning, mute } = current;
  const key = `${vault.identityId}/plain-${crypto.randomUUID()}`;
  const send = (): Promise<number> => putting(current, key, file);
  return { milliseconds: 0, key, stages: await measureStages({ file, tuning, client: mute, send }) };
}

async function getting({ client, presign, bucket, tuning }: World, key: string): Promise<TransferAnswer> {
  const { ContentLength: size = 0 } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  const { fetchLength, frameLength, lookahead } = tuning;
  const rangeLength = (fetchLength / frameLength) * (frameLength + frameOverhead);
  return { milliseconds: await getBare({ presign, key, size, rangeLength, lanes: lookahead }), key };
}
