import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  answer,
  base,
  clearFaults,
  decrypt,
  decryptsAsked,
  local,
  pieces,
  received,
  served,
  setFaults,
  startServer,
  stopServer,
} from './server-fixture.ts';

beforeEach(startServer);
afterEach(stopServer);

describe('faults', () => {
  test('strike the named operation only, after so many and so many times', async () => {
    const action = { kind: 'status', status: 503, code: 'SlowDown' };
    expect(
      (await setFaults({ service: 'kms', operation: 'Decrypt', after: 1, times: 2, action })).status,
    ).toBe(204);
    const statuses = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await decrypt()).status);
    expect(statuses).toEqual([200, 503, 503, 200, 200]);
    expect((await fetch(`${base}/echo`)).status).toBe(200);
  });

  test('tell their code in AWS JSON, readable across origins', async () => {
    await setFaults({ action: { kind: 'status', status: 400, code: 'ThrottlingException' } });
    const got = await decrypt();
    expect(got.headers.get('access-control-allow-origin')).toBe('*');
    expect(await got.json()).toMatchObject({ __type: 'ThrottlingException' });
  });

  test('are cleared by DELETE', async () => {
    await setFaults({ action: { kind: 'status', status: 503, code: 'SlowDown' } });
    expect((await decrypt()).status).toBe(503);
    await clearFaults();
    expect((await decrypt()).status).toBe(200);
  });

  test.each([
    ['reset at once', { kind: 'reset' }, ''],
    ['reset within the answer', { kind: 'reset', afterBytes: 1000 }, ''],
    ['reset within the request', { kind: 'reset', afterBytes: 1000 }, 'y'.repeat(1_000_000)],
    ['truncate', { kind: 'truncate', afterBytes: 1000 }, ''],
  ])('%s ends the exchange early', async (_name, action, body) => {
    await setFaults({ times: 1, action });
    const got = decrypt(body === '' ? {} : { body }).then((response) => response.text());
    await expect(got).rejects.toThrow();
    expect(await (await decrypt()).text()).toBe(answer);
  });

  test('corrupt changes one byte and no length', async () => {
    await setFaults({ times: 1, action: { kind: 'corrupt' } });
    const text = await (await decrypt()).text();
    expect(text.length).toBe(answer.length);
    expect(text.replaceAll('x', '')).toHaveLength(1);
  });

  test('damage changes one bit of the request on its way to the service', async () => {
    const sent = 'y'.repeat(500_000);
    await setFaults({ times: 1, action: { kind: 'damage' } });
    await (await decrypt({ body: sent })).text();
    expect(received).toHaveLength(sent.length);
    expect(received.replaceAll('y', '')).toBe('x');
    await (await decrypt({ body: sent })).text();
    expect(received).toBe(sent);
  });

  test('are counted by what they are, also those that are over', async () => {
    await setFaults({ times: 2, action: { kind: 'status', status: 503, code: 'SlowDown' } });
    for (let count = 0; count < 3; count += 1) await decrypt();
    await setFaults({ times: 1, action: { kind: 'reset', afterBytes: 10 } });
    await expect(decrypt().then((response) => response.text())).rejects.toThrow();
    await clearFaults();
    const counted = await fetch(`${base}/_local/faults`, { headers: local });
    expect(await counted.json()).toEqual({ '503 SlowDown': 2, 'reset in mid-body': 1 });
  });

  test.each([
    ['before the request', { kind: 'stall', ms: 1 }],
    ['at the beginning of the answer', { kind: 'stall', ms: 1, afterBytes: 0 }],
    ['within the answer', { kind: 'stall', ms: 1, afterBytes: 1000 }],
    ['after the answer', { kind: 'stall', ms: 1, afterBytes: answer.length }],
  ])('a stall %s lets it through afterwards', async (_name, action) => {
    await setFaults({ action });
    expect(await (await decrypt()).text()).toBe(answer);
  });

  test.each([
    ['before the request', {}],
    ['within the answer', { afterBytes: 1000 }],
  ])('a stall %s ends when the faults are cleared', async (_name, where) => {
    await setFaults({ action: { kind: 'stall', ms: 2 ** 31 - 1, ...where } });
    const got = decrypt().then((response) => response.text());
    await expect.poll(decryptsAsked).toBe(1);
    await clearFaults();
    expect(await got).toBe(answer);
  });

  test('a stall can end in a reset: what was held is not served', async () => {
    await setFaults({ times: 1, action: { kind: 'stall', ms: 2 ** 31 - 1, thenReset: true } });
    const got = decrypt();
    await expect.poll(decryptsAsked).toBe(1);
    await clearFaults();
    await expect(got).rejects.toThrow();
    expect(served).toBe(0);
  });

  test('a client that leaves during a stall is not served', async () => {
    await setFaults({ times: 1, action: { kind: 'stall', ms: 2 ** 31 - 1 } });
    const leaving = new AbortController();
    const got = decrypt({ signal: leaving.signal });
    await expect.poll(decryptsAsked).toBe(1);
    leaving.abort();
    await expect(got).rejects.toThrow();
    await decrypt();
    await clearFaults();
    expect(served).toBe(1);
  });

  test.each([
    ['a body in pieces', '/pieces'],
    ['a body at once', '/echo'],
    ['no body', '/nothing'],
  ])('lose-answer does what was asked and sends nothing of the answer: %s', async (_name, path) => {
    await setFaults({ times: 1, action: { kind: 'lose-answer' } });
    await expect(fetch(`${base}${path}`)).rejects.toThrow();
    expect(served).toBe(1);
    expect((await fetch(`${base}${path}`)).ok).toBe(true);
  });

  test('a stall within an answer of many pieces keeps their order', async () => {
    await setFaults({ action: { kind: 'stall', ms: 1, afterBytes: 150_000 } });
    expect(await (await fetch(`${base}/pieces`)).text()).toBe(pieces.join(''));
  });

  test('SlowDown says when to come back', async () => {
    await setFaults({ action: { kind: 'status', status: 503, code: 'SlowDown', retryAfter: 2 } });
    expect((await decrypt()).headers.get('retry-after')).toBe('2');
  });

  test('a chance strikes about as often as it says, the same requests for the same seed', async () => {
    const action = { kind: 'status', status: 503, code: 'SlowDown' };
    const run = async (seed: number): Promise<number[]> => {
      const body = JSON.stringify({ seed, rules: [{ probability: 0.3, action }] });
      await fetch(`${base}/_local/faults`, { method: 'POST', headers: local, body });
      const statuses: number[] = [];
      for (let count = 0; count < 200; count += 1) statuses.push((await decrypt()).status);
      return statuses;
    };
    const first = await run(7);
    const struck = first.filter((status) => status === 503).length;
    expect(struck).toBeGreaterThan(40);
    expect(struck).toBeLessThan(80);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  test('a chance that spares a request leaves it to the rules that follow; 0 never strikes, 1 always', async () => {
    const action = { kind: 'status', status: 500, code: 'SlowDown' };
    await setFaults({ probability: 0, action }, { probability: 1, action: { ...action, status: 503 } });
    expect((await decrypt()).status).toBe(503);
  });

  test.each([
    ['no list', {}],
    ['an unknown action', [{ action: { kind: 'explode' } }]],
    ['an unknown field', [{ colour: 'red', action: { kind: 'corrupt' } }]],
    ['a negative count', [{ times: -1, action: { kind: 'corrupt' } }]],
    ['a chance over 1', [{ probability: 1.1, action: { kind: 'corrupt' } }]],
    ['a stall that no timer can wait for', [{ action: { kind: 'stall', ms: 2 ** 31 } }]],
    ['a seed that is no whole number', { seed: 0.5, rules: [] }],
    ['a seed without rules', { seed: 1 }],
  ])('%s is refused', async (_name, rules) => {
    const got = await fetch(`${base}/_local/faults`, {
      method: 'POST',
      headers: local,
      body: JSON.stringify(rules),
    });
    expect(got.status).toBe(400);
  });
});
