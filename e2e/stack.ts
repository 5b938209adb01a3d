import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { test as base, expect, type FileChooser, type Page } from '@playwright/test';
import { parse } from 'valibot';
import { startLocalAws } from '../local/aws.ts';
import type { LocalAwsOptions } from '../local/options.ts';
import { requestTallySchema, type RequestTally } from '../local/server/request-counts.ts';
import { listenOnLoopback } from '../local/server/listen.ts';
import { createSiteServer } from '../local/site/site-server.ts';
import { arrive } from './arrive.ts';
import { planCeph, type CephStore } from './ceph/ceph-store.ts';
import { watchViolations } from './violations.ts';

type LocalAws = Awaited<ReturnType<typeof startLocalAws>>;

/** What `/config.json` says here. */
export type SiteConfig = LocalAws['config'] & { readonly storage?: CephStore['storage'] };

/** What it may say otherwise: the ways in may be left out. */
type SaidConfig = Pick<SiteConfig, 'endpoints'> & Partial<SiteConfig>;

/**
 * The production build and a local AWS of its own, on free ports, in a folder that goes away. Under `npm run test:ceph` a bucket in Ceph takes
 * the place of the local S3; KMS, Cognito and sign-in stay local.
 */
export interface Stack {
  readonly origin: string;
  /** whose S3 it is */
  readonly store: 'local' | 'ceph';
  /** where pages may send requests */
  readonly reachable: readonly string[];
  readonly aws: LocalAws;
  readonly bucket: string;
  /** admin clients, to look behind the app's back */
  readonly s3: S3Client;
  readonly kms: KMSClient;
  /** a request to the local AWS's control endpoint */
  control(method: string, path: string, body?: unknown): Promise<void>;
  /** what was asked of the local AWS since the start, or `control('DELETE', 'requests')` */
  requests(): Promise<RequestTally>;
}

export interface Person {
  readonly username: string;
  readonly password: string;
}

interface Fixtures {
  readonly person: Person;
  /** the app, signed in as `person`, with an empty list */
  readonly app: Page;
  readonly watched: void;
  /**
   * Whether the app is kept on the device. Every test is a first visit; keeping the app takes a second of the processor, so only tests to which
   * it could make a difference do. To the others the browser is one that will have no such worker.
   */
  readonly keepsApp: boolean;
  readonly visited: void;
}

export const test = base.extend<Fixtures, { stack: Stack }>({
  keepsApp: [false, { option: true }],
  visited: [
    async ({ context, keepsApp }, use) => {
      if (!keepsApp) await context.addInitScript(refuseToKeep);
      await use();
    },
    { auto: true },
  ],
  stack: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'sealdrop-e2e-'));
      const stack = await startStack(folder);
      await use(stack);
      await stack.close();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  person: async ({ stack }, use) => {
    const [alice] = stack.aws.demoUsers;
    if (alice === undefined) throw new Error('the local AWS has no demo users');
    await use(alice);
  },
  /** Every page of every test: no CSP violation, no uncaught error, no request to anyone else. */
  watched: [
    async ({ context, stack }, use, info) => {
      const complaints: string[] = [];
      const said: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error') said.push(message.text());
      });
      context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`));
      await watchViolations(context, (text) => complaints.push(text));
      context.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        const known = stack.reachable.includes(origin) || protocol === 'blob:' || protocol === 'data:';
        if (!known) complaints.push(`third-party request: ${request.url()}`);
      });
      await use();
      // Many tests provoke what a browser calls an error: they are evidence for a test that failed, and no failure.
      if (info.status !== info.expectedStatus && said.length > 0)
        await info.attach('what the console said', { body: said.join('\n'), contentType: 'text/plain' });
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  app: async ({ page, stack, person }, use) => {
    await emptyBucket(stack);
    await arrive(page, stack.aws, person);
    await use(page);
  },
});

/** In each document, of an opaque origin too, to which `navigator.serviceWorker` is forbidden: the service worker for downloads is taken as ever. */
function refuseToKeep(): void {
  if (!('ServiceWorkerContainer' in globalThis)) return;
  const { prototype } = ServiceWorkerContainer;
  // oxlint-disable-next-line typescript/unbound-method -- it is called on whatever it was called on
  const { register } = prototype;
  prototype.register = function (this: ServiceWorkerContainer, script, options) {
    return options?.scope === '/assets/'
      ? Promise.reject(new DOMException('kept in no test but those that say so', 'SecurityError'))
      : register.call(this, script, options);
  };
}

export { expect };

export async function signIn(page: Page, stack: Stack, person: Person): Promise<void> {
  await page.goto(stack.origin);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Username').fill(person.username);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

/** What a file chooser takes: paths, or contents. */
type ChosenFiles = Parameters<FileChooser['setFiles']>[0];
type Contents = Extract<ChosenFiles, readonly { readonly buffer: Buffer }[]>;

/** Contents of more bytes come from the disk: on their way through the debugger they take seconds. */
const largeContent = 512 * 1024;

/** Seals files through the file chooser and waits until each of `names` is in the list. */
export async function sealFiles(page: Page, files: ChosenFiles, names: readonly string[]): Promise<void> {
  await chooseFiles(page, files);
  for (const name of names)
    await expect(page.getByRole('button', { name: `Open ${name}`, exact: true })).toBeVisible();
}

export async function chooseFiles(page: Page, files: ChosenFiles): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).first().click();
  await (await chooser).setFiles(await onDisk(files));
}

async function onDisk(files: ChosenFiles): Promise<ChosenFiles> {
  const contents = [files].flat().filter((file) => typeof file === 'object');
  if (!contents.some(({ buffer }) => buffer.length > largeContent)) return files;
  const parent = test.info().outputPath();
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'chosen-'));
  return Promise.all(contents.map((file) => writeContent(folder, file)));
}

async function writeContent(folder: string, { name, buffer }: Contents[number]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, buffer);
  return path;
}

/** Opens a file of the list and gives the path of what the browser saved. */
export async function openFile(page: Page, name: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `Open ${name}`, exact: true }).click();
  return (await download).path();
}

/** Where the production build is. */
export const builtSite = process.env['SEALDROP_DIST'] ?? join(import.meta.dirname, '..', 'dist');

export async function startStack(
  folder: string,
  options: {
    /** where the site is, if not where it was built */
    readonly siteFolder?: string;
    readonly sessionSeconds?: number;
    readonly provider?: NonNullable<LocalAwsOptions['provider']>;
    readonly keepsVersions?: boolean;
    /** what `/config.json` says, given what it would say otherwise */
    readonly config?: (usual: SiteConfig) => Promise<SaidConfig> | SaidConfig;
  } = {},
): Promise<Stack & { close(): Promise<void> }> {
  const late: { origin: string; config: unknown; connectTo: readonly string[] } = {
    origin: 'http://localhost',
    config: null,
    connectTo: [],
  };
  const { config = (usual) => usual, siteFolder = builtSite, ...awsOptions } = options;
  const site = await listenOnLoopback(
    await createSiteServer({
      folder: siteFolder,
      deployment: () => late,
    }),
    0,
  );
  late.origin = `http://localhost:${site.port}`;
  const ceph = await planCeph();
  const certify = ceph === null ? {} : { certify: ceph.certify };
  const aws = await startLocalAws({ ...awsOptions, ...certify, folder, port: 0, appOrigin: late.origin });
  const store = (await ceph?.stand(aws)) ?? null;
  const said = await config(
    store === null ? aws.config : { ...aws.config, bucket: store.bucket, storage: store.storage },
  );
  late.config = said;
  late.connectTo = [
    aws.url,
    ...Object.values(said.endpoints),
    ...(said.storage === undefined ? [] : [said.storage.endpoint, said.storage.credentials.endpoint]),
  ];
  const client = { endpoint: aws.url, region: aws.config.region, credentials: aws.admin };
  return {
    origin: late.origin,
    store: store === null ? 'local' : 'ceph',
    reachable: [late.origin, aws.url, ...(store === null ? [] : [store.url])],
    aws,
    bucket: store?.bucket ?? aws.config.bucket,
    s3: store?.s3 ?? new S3Client({ ...client, forcePathStyle: true }),
    kms: new KMSClient(client),
    ...controls(aws, store),
    async close() {
      await site.close();
      await store?.close();
      await aws.close();
    },
  };
}

/** Faults and counts hold for both; requests to S3 are seen where they go. */
function controls(aws: LocalAws, store: CephStore | null): Pick<Stack, 'control' | 'requests'> {
  const shared = new Set(['faults', 'requests']);
  return {
    async control(method, path, body) {
      await controlRequest(`${aws.url}/_local/${path}`, method, body);
      if (store !== null && shared.has(path))
        await controlRequest(`${store.url}/_local/${path}`, method, body);
    },
    async requests() {
      const local = await tallyOf(aws.url);
      if (store === null) return local;
      const there = await tallyOf(store.url);
      return { ...there, operations: { ...local.operations, ...there.operations } };
    },
  };
}

async function tallyOf(url: string): Promise<RequestTally> {
  const answer = await controlRequest(`${url}/_local/requests`, 'GET', undefined);
  return parse(requestTallySchema, await answer.json());
}

async function controlRequest(url: string, method: string, body: unknown): Promise<Response> {
  const answer = await fetch(url, {
    method,
    headers: { 'x-sealdrop-local': '1', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${url}: HTTP ${answer.status} ${await answer.text()}`);
  return answer;
}

/** The stored objects, keys only. */
export async function storedKeys(stack: Stack): Promise<string[]> {
  const { Contents = [] } = await stack.s3.send(new ListObjectsV2Command({ Bucket: stack.bucket }));
  return Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
}

export async function storedBytes(stack: Stack, key: string): Promise<Buffer> {
  const { Body } = await stack.s3.send(new GetObjectCommand({ Bucket: stack.bucket, Key: key }));
  if (Body === undefined) throw new Error(`no body for ${key}`);
  return Buffer.from(await Body.transformToByteArray());
}

export async function overwrite(stack: Stack, key: string, bytes: Buffer): Promise<void> {
  await stack.s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key: key, Body: bytes }));
}

async function emptyBucket(stack: Stack): Promise<void> {
  // A list, and a delete, is of at most 1000.
  for (let keys = await storedKeys(stack); keys.length > 0; keys = await storedKeys(stack)) {
    const Objects = keys.map((Key) => ({ Key }));
    await stack.s3.send(new DeleteObjectsCommand({ Bucket: stack.bucket, Delete: { Objects } }));
  }
  await abortUploads(stack);
  if (stack.store === 'ceph') await forgetVersions(stack);
}

/** What a test before this one was cut off in, or left on purpose. */
async function abortUploads({ s3, bucket: Bucket }: Stack): Promise<void> {
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  for (const { Key, UploadId } of Uploads)
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
}

/** Ceph keeps all of it in memory. */
async function forgetVersions({ s3, bucket: Bucket }: Stack): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].flatMap(({ Key, VersionId }) =>
      Key === undefined ? [] : [{ Key, VersionId }],
    );
    if (Objects.length === 0) return;
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  }
}
