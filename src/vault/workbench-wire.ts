import * as v from 'valibot';
import { keptKinds } from '../workbench/kept.ts';
import { oaepHashes, rsaSpecs } from '../workbench/limits.ts';

const text = v.string();
const content = v.variant('kind', [
  v.strictObject({ kind: v.literal('text'), text }),
  v.strictObject({ kind: v.literal('file'), file: v.instance(File) }),
]);
const document = v.variant('kind', [
  v.strictObject({ kind: v.literal('text'), text }),
  v.strictObject({ kind: v.literal('kept'), key: text }),
]);
const wrappedKey = v.variant('kind', [
  v.strictObject({ kind: v.literal('text'), text }),
  v.strictObject({ kind: v.literal('stored'), key: text }),
]);
const keepAs = v.nullable(text);

/** The input of each command of the key bench. */
export const workbenchInputs = {
  benchKeys: v.null(),
  sealSecret: v.strictObject({ text, keepAs }),
  openSecret: v.strictObject({ from: document }),
  keptDocuments: v.strictObject({ kind: v.picklist(keptKinds) }),
  sealEnvelope: v.strictObject({ content }),
  openEnvelope: v.strictObject({ message: content }),
  makeKeyPair: v.strictObject({ spec: v.picklist(rsaSpecs), keepAs }),
  sealForPair: v.strictObject({ publicKey: text, content }),
  openWithPair: v.strictObject({ pair: document, message: content }),
  rsaKey: v.null(),
  sealForRsaKey: v.strictObject({ pem: text, keyArn: text, hash: v.picklist(oaepHashes), text }),
  openByRsaKey: v.strictObject({ text }),
  proveKey: v.strictObject({ from: wrappedKey }),
  moveKey: v.strictObject({ from: wrappedKey, to: v.picklist(['main', 'second']) }),
};
