import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { classicScript } from './scripts/classic-script.ts';
import { previewSite } from './scripts/preview-site.ts';
import { shellWorker } from './scripts/shell-worker.ts';
import { subresourceIntegrity } from './scripts/subresource-integrity.ts';
import { viewerDocuments } from './scripts/viewer-documents.ts';

/**
 * The AWS SDK's browser build parses XML with DOMParser, which workers lack. The same package carries a parser
 * without DOM for Node; the vault worker, the only place that loads the SDK, gets that one.
 */
const awsXmlWithoutDom: Plugin = {
  name: 'aws-xml-without-dom',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    if (!importer?.includes('@aws-sdk/xml-builder') || !source.includes('xml-parser')) return null;
    const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
    return resolved ? { ...resolved, id: resolved.id.replace('xml-parser.browser', 'xml-parser') } : null;
  },
};

/**
 * The package's browser field leaves out the `.js`, which the bundler does not match, so it would read the providers
 * for Node (files, processes, SSO) only to drop them again.
 */
const credentialProvidersForBrowsers = {
  find: '@aws-sdk/credential-providers',
  replacement: fileURLToPath(
    new URL('node_modules/@aws-sdk/credential-providers/dist-es/index.browser.js', import.meta.url),
  ),
};

const streamWorker = {
  entry: fileURLToPath(new URL('src/stream/stream.worker.ts', import.meta.url)),
  url: '/stream/worker.js',
};

const viewer = {
  entry: fileURLToPath(new URL('src/viewer/viewer.ts', import.meta.url)),
  url: '/viewer/viewer.js',
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
  return siteConfig(mode);
});

const siteConfig = (mode: string): ViteUserConfig => ({
  resolve: { alias: mode === 'test' ? [] : [credentialProvidersForBrowsers] },
  plugins: [
    awsXmlWithoutDom,
    react(),
    classicScript(streamWorker),
    classicScript(viewer),
    classicScript(pdfViewer),
    classicScript(thumbnailMaker),
    classicScript(player),
    viewerDocuments(),
    subresourceIntegrity(),
    shellWorker(shell),
    previewSite(previewed.config, previewed.more),
  ],
  worker: { format: 'es', plugins: () => [awsXmlWithoutDom] },
  build: { target: 'es2023', assetsInlineLimit: 0, cssCodeSplit: false, modulePreload: { polyfill: false } },
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
});
