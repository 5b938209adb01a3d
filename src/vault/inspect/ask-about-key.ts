import type { KmsKeyAnswer } from '../../inspect/inspection.ts';
import type { KeyFactsPort } from '../../keyring/key-facts-port.ts';
import type { KmsPort } from '../../keyring/kms-port.ts';
import { beside } from './beside.ts';

const notAsked = { status: 'not-asked' } as const;

/** What KMS says of one key, all asked at once; what it refuses to say is an answer too. @throws the signal's reason */
export async function askAboutKey(
  ports: { readonly kms: KmsPort; readonly keyFacts: KeyFactsPort } | null,
  keyId: string | null,
  signal: AbortSignal,
): Promise<KmsKeyAnswer> {
  if (ports === null || keyId === null) return notAsked;
  const { kms, keyFacts } = ports;
  const question = { keyId, signal };
  const [facts, aliases, rotation, rotations] = await Promise.all([
    beside(kms.describeKey(question)),
    beside(keyFacts.aliases(question)),
    beside(keyFacts.rotation(question)),
    beside(keyFacts.rotations(question)),
  ]);
  if (facts.status !== 'known') return facts;
  // KMS rotates symmetric keys only, and refuses to speak of it for others.
  const rotates = facts.value.keySpec === 'SYMMETRIC_DEFAULT';
  return {
    status: 'known',
    value: {
      ...facts.value,
      aliases,
      rotation: rotates ? rotation : notAsked,
      rotations: rotates ? rotations : notAsked,
    },
  };
}
