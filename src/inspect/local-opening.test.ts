import { describe, expect, it } from 'vitest';
import type { Inspection, MessageFacts } from './inspection.ts';
import { localOpening } from './local-opening.ts';

const arn = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const byKms = { providerId: 'aws-kms', providerInfo: arn, size: 184 };
const here = { isOnline: true, isSignedIn: true };

function inspected(
  context: readonly (readonly [string, string])[],
  changes: { name?: string; ownership?: Inspection['ownership']; wrappedKeys?: MessageFacts['wrappedKeys'] },
): Parameters<typeof localOpening>[0] {
  const { name = 'a.sealed', ownership = 'mine', wrappedKeys = [byKms] } = changes;
  const message: MessageFacts = {
    version: 2,
    suiteId: '0478',
    suiteName: '',
    committing: true,
    signed: false,
    messageId: '',
    commitment: '',
    contentType: 'framed',
    frameLength: 1,
    frameCount: 1,
    headerLength: 1,
    plaintextLength: 1,
    context,
    wrappedKeys,
  };
  return { name, ownership, message };
}

describe('localOpening()', () => {
  it.each([
    [[['location', 's3://bucket/me/folder/r%C3%A9sum%C3%A9.pdf']], 'x.sealed', 'résumé.pdf'],
    [[], 'report.pdf.sealed', 'report.pdf'],
    [[], 'report.pdf.ESDK', 'report.pdf'],
    [[], 'report.pdf', 'report.pdf'],
    [[], '.sealed', '.sealed'],
    [[['location', 'https://bucket/me/a.pdf']], 'b.sealed', 'b'],
    [[['location', 's3://bucket/me/%E0%A4%A']], 'b.sealed', 'b'],
    [[['location', 's3://bucket/me/folder/']], 'b.sealed', 'b'],
    [[['location', `s3://bucket/me/${'x'.repeat(2000)}`]], 'b.sealed', 'b'],
    [[['location', 's3://bucket/me/..%2F..%2Fetc%2Fpasswd']], 'b.sealed', 'passwd'],
  ] as const)('of %j in %s, what is opened is called %s', (context, name, expected) => {
    expect(localOpening(inspected(context, { name }), here)).toMatchObject({
      status: 'ready',
      name: expected,
    });
  });

  it('names the keys that KMS must unwrap where it cannot be asked', () => {
    const message = inspected([], {});
    expect(localOpening(message, { ...here, isOnline: false })).toEqual({ status: 'offline', keys: [arn] });
    expect(localOpening(message, { ...here, isSignedIn: false })).toEqual({
      status: 'signed-out',
      keys: [arn],
    });
    expect(localOpening(message, { isOnline: false, isSignedIn: false })).toMatchObject({
      status: 'offline',
    });
  });

  it('knows what no key here opens, wherever it is asked', () => {
    const wrappedKeys = [{ providerId: 'sealdrop-key-pair', providerInfo: 'f', size: 384 }];
    expect(localOpening(inspected([], { wrappedKeys }), { isOnline: false, isSignedIn: true })).toEqual({
      status: 'no-key',
    });
  });

  it('does not offer what somebody else owns', () => {
    expect(localOpening(inspected([['owner', 'you']], { ownership: 'other' }), here)).toEqual({
      status: 'other-owner',
      owner: 'you',
    });
  });

  it('has nothing to say of what is no message', () => {
    expect(localOpening({ name: 'a', ownership: 'unknown', message: null }, here)).toBeNull();
  });
});
