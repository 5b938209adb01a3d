import { describe, expect, it } from 'vitest';
import { tokenCall } from './token-calls.ts';

const authority = 'https://login.example.org/pool';
const timing = {
  name: `${authority}/oauth2/token?code=secret`,
  startTime: 120,
  duration: 35,
  responseStatus: 200,
  encodedBodySize: 900,
};

describe('tokenCall()', () => {
  it('is the time and the result of a request to the provider, without its address', () => {
    const call = tokenCall(timing, authority, 1_000);
    expect(call).toMatchObject({
      service: 'sign-in',
      operation: 'Token',
      begun: 1_120,
      duration: 35,
      status: 200,
      outcome: 'succeeded',
      bytesReceived: 900,
    });
    expect(JSON.stringify(call)).not.toContain('secret');
  });

  it.each([
    [400, 'refused', 400],
    [0, 'unanswered', null],
  ])('status %d is %s', (responseStatus, outcome, status) => {
    expect(tokenCall({ ...timing, responseStatus }, authority, 0)).toMatchObject({ outcome, status });
  });

  it.each([
    'https://login.example.org/other/token',
    'https://elsewhere.org/pool/token',
    'blob:https://a.b/c',
  ])('is not made of %s', (name) => {
    expect(tokenCall({ ...timing, name }, authority, 0)).toBeNull();
  });
});
