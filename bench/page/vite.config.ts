import { defineConfig, mergeConfig } from 'vite';
import { bundling } from '../../scripts/bundling.ts';

/** The bench page, its scripts built as the app's are. */
export default defineConfig(({ mode }) => {
  process.env['NODE_ENV'] = 'production';
  return mergeConfig(bundling(mode), {
    root: import.meta.dirname,
    build: { outDir: '../../node_modules/.cache/sealdrop/bench', emptyOutDir: true },
  });
});
