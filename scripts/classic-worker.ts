import { build, type Plugin } from 'vite';

/** Builds a worker as one classic script under a URL that stays: a service worker is known by its URL, and not every browser takes modules there. */
export function classicWorker(worker: { readonly entry: string; readonly url: string }): Plugin {
  const bundle = async (): Promise<string> => {
    const result = await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      build: {
        write: false,
        target: 'es2023',
        lib: { entry: worker.entry, formats: ['iife'], name: 'worker' },
      },
    });
    const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
      'output' in one ? one.output : [],
    );
    const [script, ...more] = outputs;
    if (script?.type !== 'chunk' || more.length > 0) throw new Error(`${worker.url} is not one script`);
    return script.code;
  };
  return {
    name: 'classic-worker',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: worker.url.slice(1), source: await bundle() });
    },
    configureServer(server) {
      server.middlewares.use(worker.url, (_request, response, next) => {
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
