import type { Bytes } from '../../bytes/bytes.ts';
import { utf8Decode } from '../../bytes/text.ts';
import type { DataKey } from '../../crypto/data-key.ts';
import { sealWhole } from '../../crypto/seal-whole.ts';
import { openWhole } from '../../crypto/whole.ts';
import { sealKey, unwrapKey } from '../../keyring/kms-keyring.ts';
import type { EncryptionContext } from '../../message/context.ts';
import type { EncryptedDataKey, MessageHeader } from '../../message/header.ts';
import { defaultFrameLength } from '../../message/sizes.ts';
import type { BenchContent, OpenedContent, SealedMessage } from '../workbench-contract.ts';
import { benchContext, type BenchWorld } from './bench-world.ts';
import { contentBytes, messageBytes } from './content.ts';
import { createKeyLife, type KeyLife } from './key-life.ts';

/** Seals a text or small file under a data key of its own from KMS. */
export async function sealEnvelope(world: BenchWorld, content: BenchContent): Promise<SealedMessage> {
  const plaintext = await contentBytes(content);
  const context = benchContext(world.identityId, 'envelope');
  const life = createKeyLife(world.now);
  const { kms, kmsKeyId: keyId, signal } = world;
  const sealed = await sealUnder(
    await sealKey(kms, { keyId, context, signal, note: life.note }),
    context,
    plaintext,
    life,
  );
  const [edk] = sealed.edks;
  return sealedMessage(sealed, utf8Decode(edk?.providerInfo ?? new Uint8Array(0)) ?? '', life);
}

/** One message over `plaintext`, which is overwritten. The key goes with this call's end: nothing else holds it. */
export async function sealUnder(
  key: { readonly dataKey: DataKey; readonly edks: readonly EncryptedDataKey[] },
  context: EncryptionContext,
  plaintext: Bytes,
  life: KeyLife,
): Promise<Sealed> {
  const plaintextLength = plaintext.length;
  try {
    const whole = await sealWhole({
      ...key,
      context,
      plaintext,
      frameLength: defaultFrameLength,
      note: life.note,
    });
    return { ...whole, plaintextLength, edks: key.edks };
  } finally {
    plaintext.fill(0);
  }
}

interface Sealed {
  readonly message: Bytes;
  readonly headerLength: number;
  readonly frameCount: number;
  readonly plaintextLength: number;
  readonly edks: readonly EncryptedDataKey[];
}

/** The answer of a seal; with it the key's life has ended. */
export function sealedMessage({ edks, ...sealed }: Sealed, wrappedBy: string, life: KeyLife): SealedMessage {
  life.note('dropped');
  return {
    ...sealed,
    wrappedBy,
    wrappedKeyLength: edks[0]?.ciphertext.length ?? 0,
    events: life.events,
  };
}

/** Opens a message whose data key KMS unwraps. */
export async function openEnvelope(
  { kms, signal }: BenchWorld,
  message: BenchContent,
): Promise<OpenedContent> {
  let unwrappedBy: { keyArn: string; requestId: string | null } = { keyArn: '', requestId: null };
  const { header, plaintext } = await openWhole(
    await messageBytes(message),
    async (parsed) => {
      const { dataKey, keyArn, requestId } = await unwrapKey(kms, parsed, signal);
      unwrappedBy = { keyArn, requestId };
      return dataKey;
    },
    { allowUncommitted: false },
  );
  return openedContent(header, plaintext, unwrappedBy);
}

export function openedContent(
  header: MessageHeader,
  bytes: Bytes,
  unwrappedBy: { readonly keyArn: string; readonly requestId: string | null },
): OpenedContent {
  return { bytes, text: utf8Decode(bytes), context: [...header.context], ...unwrappedBy };
}
