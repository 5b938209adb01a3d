import { describe, expect, it } from 'vitest';
import { errorCodes, type ErrorCode, type ErrorDetails } from '../../../errors.ts';
import { describeError } from './errors.ts';

const told: ErrorDetails = {
  field: 'region',
  problem: 'must be an AWS region',
  reason: 'access_denied',
  service: 's3',
  frame: 1204,
  sealedFor: 's3://a/b',
  foundAt: 's3://a/c',
};

function text(code: ErrorCode): string {
  const { title, advice } = describeError({ code, message: '', details: told });
  return `${title} ${advice}`;
}

describe('describeError()', () => {
  it.each(errorCodes)('has a sentence and an advice for %s, with and without details', (code) => {
    for (const details of [{}, told]) {
      const { title, advice } = describeError({ code, message: 'for engineers', details });
      expect(title).toMatch(/^[A-Z].*\.$/u);
      expect(advice).toMatch(/^[A-Z].*\.$/u);
      expect(`${title} ${advice}`).not.toMatch(/undefined|null|\[object|for engineers| {2}|\.\./u);
    }
  });

  it('has another title for each code', () => {
    const titles = errorCodes.map((code) => describeError({ code, message: '', details: {} }).title);
    expect(new Set(titles).size).toBe(errorCodes.length);
  });

  it('names the frame, the place, the field and the service where they are known', () => {
    expect(text('frame-tampered')).toContain('frame 1,204');
    expect(text('moved')).toContain('sealed for s3://a/b and found at s3://a/c');
    expect(text('config-invalid')).toContain('“region”');
    expect(text('service-unreachable')).toContain('Amazon S3');
  });

  it('speaks of the text where base64 is meant', () => {
    for (const code of ['message-malformed', 'message-too-large-to-hold'] as const) {
      expect(describeError({ code, message: '', details: { encoding: 'base64' } }).title).toContain('base64');
    }
  });

  it('writes out what hides in a detail, and does not print a long one whole', () => {
    const { advice } = describeError({
      code: 'sign-in-failed',
      message: '',
      details: { reason: `\u202e${'x'.repeat(9999)}` },
    });
    expect(advice).toContain('⟨U+202E⟩');
    expect(advice.length).toBeLessThan(400);
  });
});
