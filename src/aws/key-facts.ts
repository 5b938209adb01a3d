import {
  GetKeyRotationStatusCommand,
  type KMSClient,
  ListAliasesCommand,
  ListKeyRotationsCommand,
} from '@aws-sdk/client-kms';
import type { KeyFactsPort, PastRotation } from '../keyring/key-facts-port.ts';
import { usualStall } from './deadline.ts';
import { createAskKms } from './kms-answers.ts';

/** A key with more than ten pages of aliases or rotations is shown with those. */
const mostPages = 10;

/** What KMS tells of a key, for the inspection panel (KMS API Reference: ListAliases, GetKeyRotationStatus, ListKeyRotations). */
export function createKeyFacts(client: KMSClient, stall = usualStall): KeyFactsPort {
  const ask = createAskKms(client, stall);

  return {
    async aliases({ keyId, signal }) {
      const found: string[] = [];
      await eachPage(async (marker) => {
        const answer = await ask('ListAliases', signal, (options) =>
          client.send(new ListAliasesCommand({ KeyId: keyId, ...marker }), options),
        );
        found.push(...(answer.Aliases ?? []).flatMap(({ AliasName }) => AliasName ?? []));
        return answer;
      });
      return found;
    },

    async rotation({ keyId, signal }) {
      const answer = await ask('GetKeyRotationStatus', signal, (options) =>
        client.send(new GetKeyRotationStatusCommand({ KeyId: keyId }), options),
      );
      return {
        enabled: answer.KeyRotationEnabled ?? false,
        periodDays: answer.RotationPeriodInDays ?? null,
        nextDate: answer.NextRotationDate?.toISOString() ?? null,
      };
    },

    async rotations({ keyId, signal }) {
      const found: PastRotation[] = [];
      await eachPage(async (marker) => {
        const answer = await ask('ListKeyRotations', signal, (options) =>
          client.send(new ListKeyRotationsCommand({ KeyId: keyId, ...marker }), options),
        );
        for (const { RotationDate, RotationType } of answer.Rotations ?? [])
          if (RotationDate) found.push({ date: RotationDate.toISOString(), type: RotationType ?? 'unknown' });
        return answer;
      });
      return found.toSorted((left, right) => right.date.localeCompare(left.date));
    },
  };
}

async function eachPage(
  page: (marker: {
    readonly Marker?: string;
  }) => Promise<{ readonly Truncated?: boolean | undefined; readonly NextMarker?: string | undefined }>,
): Promise<void> {
  let marker: { readonly Marker?: string } = {};
  for (let count = 0; count < mostPages; count += 1) {
    const { Truncated, NextMarker } = await page(marker);
    if (Truncated !== true || NextMarker === undefined) return;
    marker = { Marker: NextMarker };
  }
}
