import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig, type ViteUserConfig } from 'vitest/config';
import { bundling } from './scripts/bundling.ts';
import { classicScript } from './scripts/classic-script.ts';
import { previewSite } from './scripts/preview-site.ts';
import { shellWorker } from './scripts/shell-worker.ts';
import { subresourceIntegrity } from './scripts/subresource-integrity.ts';
import { viewerDocuments } from './scripts/viewer-documents.ts';

const streamWorker = {
  entry: fileURLToPath(new URL('src/stream/stream.worker.ts', import.meta.url)),
  url: '/stream/worker.js',
};

const viewer = {
  entry: fileURLToPath(new URL('src/viewer/viewer.ts', import.meta.url)),
  url: '/viewer/viewer.js',
};

const direct = {
  entry: fileURLToPath(new URL('src/shell/direct.worker.ts', import.meta.url)),
  url: '/direct.js',
};

const shell = {
  entry: fileURLToPath(new URL('src/shell/shell.worker.ts', import.meta.url)),
  url: '/shell.js',
};

const pdfViewer = {
  entry: fileURLToPath(new URL('src/viewer/pdf.ts', import.meta.url)),
  url: '/viewer/pdf.js',
};

const thumbnailMaker = {
  entry: fileURLToPath(new URL('src/viewer/thumbnail.ts', import.meta.url)),
  url: '/viewer/thumbnail.js',
};

const player = {
  entry: fileURLToPath(new URL('src/viewer/player.ts', import.meta.url)),
  url: '/viewer/player.js',
};

/** `npm run preview` serves the build for the deployment whose `config.json` this is. */
const previewed = {
  config: process.env['SEALDROP_CONFIG'] ?? 'config.json',
  more: process.env['SEALDROP_CONNECT_TO']?.split(' ') ?? [],
};

export default defineConfig(({ mode, command }) => {
  // What the shell has there must not decide which React is deployed, and whether the app is kept on the device.
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return mergeConfig(bundling(mode), site);
});

const site: ViteUserConfig = {
  plugins: [
    classicScript(streamWorker),
    classicScript(viewer),
    classicScript(pdfViewer),
    classicScript(thumbnailMaker),
    classicScript(player),
    classicScript(direct),
    viewerDocuments(),
    subresourceIntegrity(),
    shellWorker(shell),
    previewSite(previewed.config, previewed.more),
  ],
  test: {
    include: ['{src,local,scripts,infra,bench}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // A thread for each file is there sooner than a process.
    pool: 'threads',
    // Usually one fewer than there are cores, which on two is one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
};
