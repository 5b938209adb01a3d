import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { probeBody, probeCrc32 } from './store-probe.ts';

it('the checksum of what the doctor writes is that of what it writes', () => {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(probeBody));
  expect(probeCrc32).toBe(value.toString('base64'));
});
