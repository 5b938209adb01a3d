import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { verifyScript } from './verify-script.ts';

const url = new URL('https://files.example.org/assets/vault.worker-a.js');
const script = 'postMessage(1);';
const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`;

afterEach(() => vi.unstubAllGlobals());

/** A site that answers with this, or not at all. */
function site(answer: Response | null) {
  const asked = vi.fn<(url: URL, how: RequestInit) => Promise<Response>>(async () => {
    if (answer === null) throw new TypeError('Failed to fetch');
    return answer;
  });
  vi.stubGlobal('fetch', asked);
  return asked;
}

describe('verifyScript()', () => {
  it('takes the script of the build, asked for as told', async () => {
    const asked = site(new Response(script));
    await verifyScript(url, integrity, 'force-cache');
    expect(asked.mock.calls).toEqual([[url, { cache: 'force-cache' }]]);
  });

  it.each([
    ['another script', `${script}//`, integrity],
    ['a script that no hash is stated for', script, 'not stated'],
  ])('refuses %s, and names it', async (_what, served, stated) => {
    site(new Response(served));
    await expect(verifyScript(url, stated, 'no-cache')).rejects.toMatchObject({
      code: 'script-altered',
      details: { script: url.pathname, expected: stated },
    });
  });

  it('does not take what it could not look at', async () => {
    site(null);
    await expect(verifyScript(url, integrity, 'no-cache')).rejects.toMatchObject({ code: 'vault-crashed' });
    site(new Response(script, { status: 404 }));
    await expect(verifyScript(url, integrity, 'no-cache')).rejects.toMatchObject({ code: 'vault-crashed' });
  });

  it('asks nothing where nothing is stated', async () => {
    const asked = site(null);
    await verifyScript(url, null, 'no-cache');
    expect(asked).not.toHaveBeenCalled();
  });
});
