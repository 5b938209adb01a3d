import { expect, test } from 'vitest';
import { measureUpload } from './measure-upload.ts';

test.skipIf(process.platform !== 'linux')(
  'the server stays under 200 MiB of memory while parts of 8 MiB come in, four at once',
  async () => {
    const { peakMebibytes } = await measureUpload(256);
    expect(peakMebibytes).toBeGreaterThan(20);
    expect(peakMebibytes).toBeLessThan(200);
  },
  120_000,
);
