import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Plugin } from 'vite';
import { connectOrigins } from '../infra/connect-origins.ts';
import { readSiteDocuments } from '../infra/site-documents.ts';
import { headersNameOf, siteHeaders } from '../infra/security-headers.ts';

/** Only the addresses: the app itself checks the rest, and says what is wrong. */
const connecting = v.object({
  region: v.string(),
  bucket: v.string(),
  signIn: v.optional(v.object({ authority: v.string() })),
  endpoints: v.optional(v.record(v.string(), v.string())),
  storage: v.optional(
    v.object({
      endpoint: v.string(),
      pathStyle: v.optional(v.boolean()),
      credentials: v.optional(v.object({ endpoint: v.optional(v.string()) })),
    }),
  ),
});

/**
 * `npm run preview`: the production build with the headers it has everywhere else.
 * @param configFile the deployment's `config.json`; what it names is what the page may talk to
 * @param more origins that it does not name, such as Cognito's sign-in pages
 */
export function previewSite(configFile: string, more: readonly string[]): Plugin {
  return {
    name: 'preview-site',
    // No page for what is not there, and no file for other origins.
    config: (_config, { isPreview }) =>
      isPreview === true ? { appType: 'mpa', preview: { cors: false } } : {},
    configurePreviewServer(server) {
      const { root, build } = server.config;
      if (!existsSync(configFile))
        throw new Error(`${configFile} is not there: SEALDROP_CONFIG names a deployment's config.json.`);
      const config = readFileSync(configFile, 'utf8');
      const connectTo = [...connectOrigins(v.parse(connecting, JSON.parse(config))), ...more];
      const headers = siteHeaders({ connectTo, ...readSiteDocuments(join(root, build.outDir)) });
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
        for (const [name, value] of Object.entries(headers[headersNameOf(path)]))
          response.setHeader(name, value);
        if (path === '/callback') request.url = '/index.html';
        if (path !== '/config.json') next();
        else
          response
            .setHeader('content-type', 'application/json')
            .setHeader('cache-control', 'no-store')
            .end(config);
      });
    },
  };
}
