import { AppError } from '../../errors.ts';
import type { KeyFactsPort } from '../../keyring/key-facts-port.ts';

/** A key that rotates, for tests; its aliases are denied, as by the role that is deployed. */
export const fakeKeyFacts: KeyFactsPort = {
  aliases: () => Promise.reject(new AppError('kms-denied', 'ListAliases is denied')),
  rotation: async () => ({ enabled: true, periodDays: 365, nextDate: '2027-01-02T03:04:05.000Z' }),
  rotations: async () => [{ date: '2026-01-02T03:04:05.000Z', type: 'AUTOMATIC' }],
};
