import * as v from 'valibot';
import { errorCodes } from '../errors.ts';

/** Not every browser has the class; where it is missing nobody can send one. */
export const directoryHandle = v.custom<FileSystemDirectoryHandle>(
  (input) => 'FileSystemDirectoryHandle' in globalThis && input instanceof FileSystemDirectoryHandle,
);
/** What its names may be is checked where they are used. */
export const safePath = v.pipe(v.array(v.string()), v.nonEmpty());
const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const object = {
  key: v.pipe(v.string(), v.nonEmpty()),
  size,
  lastModified: v.nullable(v.string()),
};
const leftOut = v.array(v.strictObject({ path: safePath, code: v.picklist(errorCodes) }));

export const leftOutEvent = v.strictObject({
  type: v.literal('left-out'),
  id: v.pipe(v.string(), v.nonEmpty()),
  files: leftOut,
});

/** Of `openArchive`, but for what it has in common with other transfers. */
export const archiveInput = {
  name: v.string(),
  files: v.array(v.strictObject({ ...object, path: safePath })),
  emptyFolders: v.array(safePath),
  acceptMoved: v.boolean(),
  leaving: v.nullable(
    v.strictObject({ known: leftOut, note: v.strictObject({ name: v.string(), heading: v.string() }) }),
  ),
};

/** The inputs of the other commands of `opening-contract.ts`. */
export const openingInputs = {
  planOpening: v.strictObject({
    files: v.array(v.strictObject(object)),
    folders: v.array(v.string()),
    directory: v.nullable(directoryHandle),
  }),
  makeDirectories: v.strictObject({ directory: directoryHandle, paths: v.array(safePath) }),
};
