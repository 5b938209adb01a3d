import { defineConfig, mergeConfig } from 'vite';
import app from '../../vite.config.ts';

/** The bench page, built as the app is. */
export default defineConfig((env) =>
  mergeConfig(app(env), {
    root: import.meta.dirname,
    build: { outDir: '../../node_modules/.cache/sealdrop/bench', emptyOutDir: true },
  }),
);
