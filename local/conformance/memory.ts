import { measureUpload } from './measure-upload.ts';

/** `node --import tsx local/conformance/memory.ts [MiB]`: the local S3's memory and rate while 1 GiB goes up. */
const { mebibytes, mebibytesPerSecond, peakMebibytes } = await measureUpload(Number(process.argv[2] ?? 1024));
const peak = peakMebibytes === null ? 'unknown on this system' : `${peakMebibytes.toFixed(0)} MiB`;
console.log(`${mebibytes} MiB up at ${mebibytesPerSecond.toFixed(0)} MiB/s; server's peak memory: ${peak}`);
