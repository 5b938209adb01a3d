import { describe, expect, it } from 'vitest';
import { chosenStorage, storageChoices } from './storage-encryption.ts';

describe('storageChoices()', () => {
  it.each([
    [undefined, 'bucket-default', ['bucket-default']],
    [{ kind: 'sse-s3' }, 'sse-s3', ['bucket-default', 'sse-s3']],
    [{ kind: 'sse-kms' }, 'sse-kms', ['bucket-default', 'sse-s3', 'sse-kms']],
    [
      { kind: 'bucket-default', kmsKeyId: 'alias/k' },
      'bucket-default',
      ['bucket-default', 'sse-s3', 'sse-kms'],
    ],
    [{ kind: 'sse-kms', kmsKeyId: 'alias/k', choices: [] }, 'sse-kms', ['sse-kms']],
    [{ kind: 'sse-s3', choices: ['sse-kms'] }, 'sse-s3', ['sse-s3', 'sse-kms']],
  ] as const)('of %j are %s of %j', (configured, usual, kinds) => {
    expect(storageChoices(configured)).toEqual({ usual, kinds });
  });
});

describe('chosenStorage()', () => {
  it('follows a preference that is offered, and no other', () => {
    const configured = { kind: 'sse-s3', choices: ['bucket-default'] } as const;
    expect(chosenStorage(configured, 'bucket-default')).toBe('bucket-default');
    expect(chosenStorage(configured, 'sse-kms')).toBe('sse-s3');
    expect(chosenStorage(configured, 'nonsense')).toBe('sse-s3');
    expect(chosenStorage(configured, null)).toBe('sse-s3');
    expect(chosenStorage(undefined, 'sse-s3')).toBe('bucket-default');
  });
});
