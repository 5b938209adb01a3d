import { build } from 'vite';
import { expect, it } from 'vitest';
import { benchPageConfig } from './bench-page.ts';

it('the page of the bench is built, its workers with it', async () => {
  const built = await build({ configFile: benchPageConfig, logLevel: 'error', build: { write: false } });
  const files = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const names = files.map(({ fileName }) => fileName.replace(/-[\w-]+(?=\.js$)/u, ''));
  expect(names).toEqual(
    expect.arrayContaining([
      'index.html',
      'assets/bench.worker.js',
      'assets/transfer.worker.js',
      'assets/seal-buffer.worker.js',
      'assets/small-files.worker.js',
    ]),
  );
});
