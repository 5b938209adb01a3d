import type { Bytes } from '../bytes/bytes.ts';
import { hexEncode, utf8Decode } from '../bytes/text.ts';
import type { ErrorData } from '../errors.ts';
import type { EncryptedDataKey, ParsedHeader } from '../message/header.ts';
import { objectLocation, ownershipOf, placementOf } from '../message/location.ts';
import type { FrameMap } from './anatomy.ts';
import type { Chain } from './chain.ts';
import { frameMapOf } from './frame-map.ts';
import type { Inspection, KmsKeyAnswer, MessageFacts, StoreFacts, WrappedKeyFacts } from './inspection.ts';
import { readAnatomy } from './read-anatomy.ts';

/** IV, length and tag. */
const unframedOverhead = 12 + 8 + 16;

/** What the panel shows of one message, from what its header, S3 and KMS said. */
export function buildInspection(input: {
  readonly name: string;
  /** bytes of the message */
  readonly size: number;
  readonly encoding: Inspection['encoding'];
  /** `bucket`: `s3://bucket`; null for a message that is not stored */
  readonly storage: { readonly key: string; readonly bucket: string; readonly facts: StoreFacts } | null;
  /** null: nobody is signed in */
  readonly identityId: string | null;
  /** the first bytes of the message, at least its header where it could be read */
  readonly start: Bytes;
  readonly header: { readonly parsed: ParsedHeader } | { readonly problem: ErrorData };
  readonly chain: Chain;
  readonly kmsKey: KmsKeyAnswer;
}): Inspection {
  const { name, size, encoding, storage, identityId, start, header, chain, kmsKey } = input;
  const location = storage === null ? null : objectLocation(storage.bucket, storage.key);
  const parsed = 'parsed' in header ? header.parsed : null;
  const frames = parsed && frameMapOf(parsed, size);
  const context = parsed?.header.context ?? new Map<string, string>();
  return {
    name,
    size,
    encoding,
    storage: storage && location !== null ? { key: storage.key, location, facts: storage.facts } : null,
    anatomy: readAnatomy(start, parsed?.length ?? null),
    message: parsed && messageFacts(parsed, size, frames),
    messageProblem: 'problem' in header ? header.problem : null,
    frames,
    placement: location === null ? 'not-stated' : placementOf(context, location),
    ownership: identityId === null ? 'unknown' : ownershipOf(context, identityId),
    chain,
    kmsKey,
  };
}

function messageFacts(
  { header, length }: ParsedHeader,
  messageLength: number,
  frames: FrameMap | null,
): MessageFacts {
  const { suite, messageId, commitment, content, context, edks } = header;
  return {
    version: suite.version,
    suiteId: suite.id.toString(16).padStart(4, '0'),
    suiteName: suite.name,
    committing: suite.committing,
    signed: suite.signature !== null,
    messageId: hexEncode(messageId),
    commitment: commitment === null ? null : hexEncode(commitment),
    contentType: content.type,
    frameLength: content.type === 'framed' ? content.frameLength : 0,
    frameCount: frames?.count ?? 0,
    headerLength: length,
    plaintextLength:
      frames === null
        ? unframedLength({ header, length }, messageLength)
        : (frames.count - 1) * frames.frameLength + frames.finalLength,
    context: [...context],
    wrappedKeys: edks.map(wrappedKeyFacts),
  };
}

/** Bytes of plaintext in an unframed body by the size of the message; null where that tells nothing exact. */
function unframedLength(
  { header, length }: Pick<ParsedHeader, 'header' | 'length'>,
  messageLength: number,
): number | null {
  if (header.content.type === 'framed' || header.suite.signature !== null) return null;
  const plaintextLength = messageLength - length - unframedOverhead;
  return plaintextLength >= 0 ? plaintextLength : null;
}

function wrappedKeyFacts({ providerId, providerInfo, ciphertext }: EncryptedDataKey): WrappedKeyFacts {
  return {
    providerId,
    providerInfo: utf8Decode(providerInfo) ?? hexEncode(providerInfo),
    size: ciphertext.length,
  };
}
