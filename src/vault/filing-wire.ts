import * as v from 'valibot';

const key = v.pipe(v.string(), v.nonEmpty());

/** The inputs of the commands of `filing-contract.ts`. Paths are checked where they are used. */
export const filingInputs = {
  list: v.strictObject({ folder: v.string(), continuation: v.nullable(v.string()) }),
  countStored: v.strictObject({
    after: v.nullable(
      v.variant('kind', [
        v.strictObject({
          kind: v.literal('versions'),
          place: v.strictObject({ key, versionId: v.pipe(v.string(), v.nonEmpty()) }),
        }),
        v.strictObject({ kind: v.literal('objects'), continuation: v.pipe(v.string(), v.nonEmpty()) }),
      ]),
    ),
  }),
  makeFolder: v.strictObject({ folder: v.string() }),
  removeFiles: v.strictObject({ keys: v.array(key), folders: v.array(v.string()) }),
  restoreFiles: v.strictObject({
    files: v.array(v.strictObject({ key, versionId: v.nullable(v.pipe(v.string(), v.nonEmpty())) })),
  }),
  fileVersions: v.strictObject({ key }),
  moveFiles: v.strictObject({
    files: v.array(v.strictObject({ key, to: v.string() })),
    folders: v.array(v.strictObject({ from: v.string(), to: v.string() })),
    onTaken: v.picklist(['leave', 'replace', 'keep-both']),
  }),
};
