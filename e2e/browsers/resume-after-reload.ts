import { basename } from 'node:path';
import { ListMultipartUploadsCommand, ListPartsCommand } from '@aws-sdk/client-s3';
import type { Stack } from '../stack.ts';
import type { Person } from './person.ts';
import { partRequests } from './request-tally.ts';

/**
 * Reloads the page in the middle of an upload, chooses the file again and waits until it is stored.
 * @throws Error when a part that S3 had was sent once more
 */
export async function resumeAfterReload(
  parts: {
    readonly person: Person;
    readonly stack: Stack;
    /** per cent after which the page is reloaded */
    readonly middle: number;
    /** milliseconds a transfer may take */
    readonly transferTime: number;
  },
  path: string,
): Promise<{ held: number; parts: number }> {
  const { person, stack, middle, transferTime } = parts;
  const name = basename(path);
  const transfer = { kind: 'Sealing', name } as const;
  await person.chooseFile('Choose files', path);
  await person.watch(transfer, ({ percent }) => percent !== null && percent >= middle, transferTime);
  await person.reload();
  await person.see(`Discard ${name}`);
  const held = await heldParts(stack, name);
  if (held.length === 0) throw new Error('S3 held no part when the page was reloaded');
  const before = await partRequests(stack.aws.url, name);
  await person.chooseFile(`Choose file: ${name}`, path);
  await person.watch(transfer, ({ status }) => status === 'done', transferTime);
  const after = await partRequests(stack.aws.url, name);
  const again = held.filter((part) => (after.get(part) ?? 0) > (before.get(part) ?? 0));
  if (again.length > 0) throw new Error(`parts ${again.join(', ')} were stored, and sent once more`);
  return { held: held.length, parts: after.size };
}

/** The numbers of the parts that S3 has of the one upload of this name that is not complete. */
async function heldParts(stack: Stack, name: string): Promise<readonly number[]> {
  const { Uploads = [] } = await stack.s3.send(new ListMultipartUploadsCommand({ Bucket: stack.bucket }));
  const mine = Uploads.filter(({ Key }) => Key?.endsWith(`/${name}`) === true);
  const [upload] = mine;
  if (upload === undefined || mine.length > 1)
    throw new Error(`${mine.length} unfinished uploads of ${name}`);
  const { Parts = [] } = await stack.s3.send(
    new ListPartsCommand({ Bucket: stack.bucket, Key: upload.Key, UploadId: upload.UploadId }),
  );
  return Parts.flatMap(({ PartNumber }) => (PartNumber === undefined ? [] : [PartNumber]));
}
