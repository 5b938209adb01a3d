import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerTable, pageHtml, viewerHtml } from '../infra/testing/header-table.ts';
import { listenOnLoopback } from '../local/server/listen.ts';
import { createSiteServer } from '../local/site/site-server.ts';
import { previewSite } from './preview-site.ts';

const connectTo = ['http://localhost:1', 'https://id.example'];
const config = {
  region: 'eu-central-1',
  bucket: 'sealed',
  signIn: { authority: 'https://id.example/pool' },
  endpoints: { s3: 'http://localhost:1', kms: 'http://localhost:1/', cognitoIdentity: 'http://localhost:1' },
};

let folder: string;
const closing: (() => Promise<void>)[] = [];
const origins = { start: '', preview: '' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-headers-'));
  const files = [
    'index.html',
    'assets/index-a.js',
    'assets/vault.worker-a.js',
    'assets/crew.worker-a.js',
    'stream/worker.js',
    'shell.js',
    'direct.js',
    'manifest.webmanifest',
    'viewer/index.html',
    'viewer/thumbnail.html',
    'viewer/viewer.js',
    'viewer/player.html',
    'viewer/player.js',
  ];
  for (const file of files) {
    await mkdir(dirname(join(folder, 'dist', file)), { recursive: true });
    await writeFile(join(folder, 'dist', file), file.startsWith('viewer/') ? viewerHtml : pageHtml);
  }
  const configFile = join(folder, 'config.json');
  await writeFile(configFile, JSON.stringify(config));

  const late = { origin: 'http://localhost', config, connectTo };
  const site = await createSiteServer({ folder: join(folder, 'dist'), deployment: () => late });
  const listening = await listenOnLoopback(site, 0);
  late.origin = origins.start = `http://localhost:${listening.port}`;
  closing.push(() => listening.close());

  const previewing = await preview({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    plugins: [previewSite(configFile, [])],
    preview: { port: 0, host: '127.0.0.1' },
  });
  origins.preview = previewing.resolvedUrls?.local[0]?.replace(/\/$/u, '') ?? '';
  closing.push(() => previewing.close());
});
afterAll(async () => {
  for (const close of closing) await close();
  await rm(folder, { recursive: true, force: true });
});

/** What the servers say of content and connection, which is not security's business. */
const plain =
  /^(?:accept-ranges|cache-control|connection|content-(?:length|type)|date|etag|keep-alive|last-modified|transfer-encoding|vary)$/u;

describe.each(['start', 'preview'] as const)('npm %s', (command) => {
  it.each(headerTable(connectTo))(
    '$path: $status, the headers of the $kind',
    async ({ path, status, headers }) => {
      const response = await fetch(`${origins[command]}${path}`);
      await response.arrayBuffer();
      expect(response.status).toBe(status);
      const sent = Object.fromEntries([...response.headers].filter(([name]) => !plain.test(name)));
      expect(sent).toEqual(headers);
    },
  );
});

describe('while the local AWS starts', () => {
  it('the site says so, and gives no page that would find no configuration', async () => {
    const starting = { origin: 'http://localhost', config: null, connectTo };
    const site = await createSiteServer({ folder: join(folder, 'dist'), deployment: () => starting });
    const listening = await listenOnLoopback(site, 0);
    closing.push(() => listening.close());
    starting.origin = `http://localhost:${listening.port}`;
    for (const path of ['/', '/config.json']) {
      const answer = await fetch(`${starting.origin}${path}`);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
      expect(answer.headers.get('content-security-policy')).not.toBeNull();
      expect(await answer.text()).toContain('still starting');
    }
  });
});
