import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin, UserConfig } from 'vite';

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
    new URL('../node_modules/@aws-sdk/credential-providers/dist-es/index.browser.js', import.meta.url),
  ),
};

/** How sources become scripts, for the app and for the bench's page alike; what else a deployed site has is in `vite.config.ts`. */
export const bundling = (mode: string): UserConfig => ({
  resolve: { alias: mode === 'test' ? [] : [credentialProvidersForBrowsers] },
  plugins: [awsXmlWithoutDom, react()],
  // One script each: what a worker imports, no browser holds against a hash (`src/integrity/`).
  worker: {
    format: 'es',
    plugins: () => [awsXmlWithoutDom],
    rolldownOptions: { output: { codeSplitting: false } },
  },
  build: { target: 'es2023', assetsInlineLimit: 0, cssCodeSplit: false, modulePreload: { polyfill: false } },
});
