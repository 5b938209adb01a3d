import { build, type Plugin } from 'vite';

export interface ClassicScript {
  readonly entry: string;
  /** path within the site */
  readonly url: string;
}

/**
 * The text of one script without imports or exports.
 * @param define names in the script -> the expressions in their place
 */
export async function bundleClassic(
  script: ClassicScript,
  define: Readonly<Record<string, string>> = {},
): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define,
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: script.entry, formats: ['iife'], name: 'script' },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const [only, ...more] = outputs;
  if (only?.type !== 'chunk' || more.length > 0) throw new Error(`${script.url} is not one script`);
  return only.code;
}

/**
 * Builds one classic script under a URL that stays: a service worker is known by its URL, and not every browser takes modules there; nor does a
 * module load into a frame of an opaque origin without CORS.
 */
export function classicScript(script: ClassicScript): Plugin {
  const bundle = (): Promise<string> => bundleClassic(script);
  return {
    name: `classic-script:${script.url}`,
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: script.url.slice(1), source: await bundle() });
    },
    configureServer(server) {
      server.middlewares.use(script.url, (_request, response, next) => {
        const answer = async (): Promise<void> => {
          try {
            const code = await bundle();
            response.setHeader('content-type', 'text/javascript').end(code);
          } catch (thrown) {
            next(thrown);
          }
        };
        void answer();
      });
    },
  };
}
