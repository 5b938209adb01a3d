import type { Provider } from 'oidc-provider';

/**
 * Loads oidc-provider without its warning that Node 20 is older than it supports: everything used of it here is
 * tested on Node 20.19, and the line would be the first thing a person reads after `npm start`.
 */
export async function loadProvider(): Promise<typeof Provider> {
  const warn = console.warn;
  console.warn = (...args: unknown[]) => {
    if (!String(args[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn(...args);
  };
  try {
    const loaded = await import('oidc-provider');
    return loaded.Provider;
  } finally {
    console.warn = warn;
  }
}
