import { describe, expect, it } from 'vitest';
import { createConnection } from './connection.ts';
import { settled } from './fake-vault.ts';

describe('createConnection()', () => {
  it('follows the browser, and tells of each change once', () => {
    const page = Object.assign(new EventTarget(), { navigator: { onLine: true } });
    const connection = createConnection(page);
    const told: string[] = [];
    connection.subscribe(() => told.push(connection.get()));
    expect(connection.get()).toBe('online');
    page.navigator.onLine = false;
    page.dispatchEvent(new Event('offline'));
    page.dispatchEvent(new Event('offline'));
    page.navigator.onLine = true;
    page.dispatchEvent(new Event('online'));
    expect(told).toEqual(['offline', 'online']);
  });

  it('is online without a network where all that is needed answers on the device itself', async () => {
    const page = Object.assign(new EventTarget(), { navigator: { onLine: false } });
    let isThere = false;
    const connection = createConnection(page, async () => isThere);
    await settled();
    expect(connection.get()).toBe('offline');
    isThere = true;
    page.dispatchEvent(new Event('offline'));
    await settled();
    expect(connection.get()).toBe('online');
  });
});
