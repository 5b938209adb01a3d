import { AppError } from '../errors.ts';

/**
 * Holds a script of this site against the hash that the build states for it, right before it is started: browsers have no `integrity` for workers.
 * What the browser's cache answers here, it answers to the worker's own request too.
 * @param integrity as an `integrity` attribute has it: `sha384-…`; null: no hash is stated, as in development, and nothing is asked
 * @param cache `force-cache` for a name with a hash in it, `no-cache` for one that stays the same from build to build
 * @throws AppError `script-altered` when it is another; `vault-crashed` when it could not be had
 */
export async function verifyScript(url: URL, integrity: string | null, cache: RequestCache): Promise<void> {
  if (integrity === null) return;
  const digest = await crypto.subtle.digest('SHA-384', await fetchScript(url, cache));
  const found = `sha384-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
  if (found !== integrity)
    throw new AppError('script-altered', 'a script is not the one of this build', {
      details: { script: url.pathname, expected: integrity, found },
    });
}

async function fetchScript(url: URL, cache: RequestCache): Promise<ArrayBuffer> {
  try {
    const response = await fetch(url, { cache });
    if (response.ok) return await response.arrayBuffer();
    throw new Error(`HTTP ${response.status}`);
  } catch (cause) {
    throw new AppError('vault-crashed', `${url.pathname} could not be fetched`, { cause });
  }
}
