import { parseHeader, maxHeaderLength } from '../message/header.ts';

/** Files of one drop that are looked at, so that a folder of a hundred thousand costs no more reads than this. */
const mostFiles = 200;

/**
 * Which of these files begin with a whole header of the AWS Encryption SDK's format, and so are sealed already. Files that cannot be read are none
 * of them here.
 */
export async function sealedAmong(files: readonly File[]): Promise<File[]> {
  const sealed: File[] = [];
  for (const file of files.slice(0, mostFiles))
    if (await isSealed(file).catch(() => false)) sealed.push(file);
  return sealed;
}

async function isSealed(file: File): Promise<boolean> {
  // Most files are told apart by their first bytes, at which the parser refuses them.
  let length = 256;
  for (;;) {
    const bytes = new Uint8Array(await file.slice(0, length).arrayBuffer());
    const parse = parseHeader(bytes);
    if (parse.status === 'complete') return true;
    if (bytes.length < length || parse.atLeast > maxHeaderLength) return false;
    length = Math.max(parse.atLeast, length * 2);
  }
}
