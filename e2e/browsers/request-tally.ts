import { setTimeout as sleep } from 'node:timers/promises';
import { requestTallySchema, type RequestTally } from '../../local/server/request-counts.ts';
import * as v from 'valibot';

/** What the local AWS was asked for since it started. */
async function readTally(awsUrl: string): Promise<RequestTally> {
  const answer = await fetch(`${awsUrl}/_local/requests`, { headers: { 'x-sealdrop-local': '1' } });
  return v.parse(requestTallySchema, await answer.json());
}

/** UploadPart requests for the keys that end in `/name`: part number -> requests. */
export async function partRequests(awsUrl: string, name: string): Promise<ReadonlyMap<number, number>> {
  const { parts } = await readTally(awsUrl);
  const ofName = Object.entries(parts).filter(([key]) => key.endsWith(`/${name}`));
  return new Map(
    ofName.flatMap(([, counts]) => Object.entries(counts)).map(([part, count]) => [Number(part), count]),
  );
}

/** UploadPart and GetObject requests, all keys together. */
async function movingRequests(awsUrl: string): Promise<number> {
  const { operations } = await readTally(awsUrl);
  const { UploadPart = 0, GetObject = 0 } = operations['s3'] ?? {};
  return UploadPart + GetObject;
}

/** milliseconds after a pause in which requests under way may still come in */
const settleTime = 1_000;
/** milliseconds in which nothing may move; at the speed of any of these browsers several parts would */
const stillTime = 2_000;

/** @throws Error when parts or ranges are still asked for, a moment after the pause */
export async function assertNothingMoves(awsUrl: string): Promise<void> {
  await sleep(settleTime);
  const before = await movingRequests(awsUrl);
  await sleep(stillTime);
  const moved = (await movingRequests(awsUrl)) - before;
  if (moved > 0) throw new Error(`paused, and yet ${moved} parts or ranges moved in ${stillTime / 1000} s`);
}
