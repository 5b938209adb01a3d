import { hexEncode, utf8Decode } from '../bytes/text.ts';
import type { ErrorData } from '../errors.ts';
import type { EncryptedDataKey, ParsedHeader } from '../message/header.ts';
import { objectLocation, ownershipOf, placementOf } from '../message/location.ts';
import { frameLayoutOf } from '../message/sizes.ts';
import type {
  Inspection,
  KmsKeyAnswer,
  MessageFacts,
  StoreFacts,
  Verification,
  WrappedKeyFacts,
} from './inspection.ts';

const unframedOverhead = 12 + 8 + 16;

/** What the panel shows of one object, from what its header, S3 and KMS said. */
export function buildInspection(input: {
  readonly key: string;
  /** `s3://bucket` */
  readonly bucket: string;
  readonly identityId: string;
  readonly store: StoreFacts;
  readonly header: { readonly parsed: ParsedHeader } | { readonly problem: ErrorData };
  readonly verification: Verification;
  readonly kmsKey: KmsKeyAnswer;
}): Inspection {
  const { key, bucket, identityId, store, header, verification, kmsKey } = input;
  const location = objectLocation(bucket, key);
  const parsed = 'parsed' in header ? header.parsed : null;
  const context = parsed?.header.context ?? new Map<string, string>();
  return {
    key,
    location,
    store,
    message: parsed ? messageFacts(parsed, store.size) : null,
    messageProblem: 'problem' in header ? header.problem : null,
    placement: placementOf(context, location),
    ownership: ownershipOf(context, identityId),
    verification,
    kmsKey,
  };
}

function messageFacts({ header, length }: ParsedHeader, storedSize: number): MessageFacts {
  const { suite, messageId, commitment, content, context, edks } = header;
  const { frameLength, frameCount, plaintextLength } = layoutOf({ header, length }, storedSize);
  return {
    version: suite.version,
    suiteId: suite.id.toString(16).padStart(4, '0'),
    suiteName: suite.name,
    committing: suite.committing,
    signed: suite.signature !== null,
    messageId: hexEncode(messageId),
    commitment: commitment === null ? null : hexEncode(commitment),
    contentType: content.type,
    frameLength,
    frameCount,
    headerLength: length,
    plaintextLength,
    context: [...context],
    wrappedKeys: edks.map(wrappedKeyFacts),
  };
}

/** A signed message ends with a footer of varying length, so its size tells nothing exact. */
function layoutOf(
  { header, length }: Pick<ParsedHeader, 'header' | 'length'>,
  messageLength: number,
): Pick<MessageFacts, 'frameLength' | 'frameCount' | 'plaintextLength'> {
  const { content, suite } = header;
  if (content.type === 'unframed') {
    const plaintextLength = messageLength - length - unframedOverhead;
    const known = suite.signature === null && plaintextLength >= 0;
    return { frameLength: 0, frameCount: 0, plaintextLength: known ? plaintextLength : null };
  }
  const { frameLength } = content;
  const layout =
    suite.signature === null ? frameLayoutOf({ headerLength: length, frameLength, messageLength }) : null;
  return {
    frameLength,
    frameCount: layout?.frameCount ?? 0,
    plaintextLength: layout?.plaintextLength ?? null,
  };
}

function wrappedKeyFacts({ providerId, providerInfo, ciphertext }: EncryptedDataKey): WrappedKeyFacts {
  return {
    providerId,
    providerInfo: utf8Decode(providerInfo) ?? hexEncode(providerInfo),
    size: ciphertext.length,
  };
}
