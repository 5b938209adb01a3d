import type { AppConfig } from './config.ts';

const loopback = /^(?:(?:[\w-]+\.)*localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u;

/**
 * An address by which one finds out whether all that the app talks to is there, where all of it is on this very device, as in the local demo: no network is needed for it.
 * @returns null where anything is elsewhere
 */
export function loopbackProbe(config: Pick<AppConfig, 'signIn' | 'endpoints' | 'storage'>): string | null {
  const { signIn, endpoints, storage } = config;
  if (endpoints === undefined) return null;
  const addresses = [
    ...Object.values(endpoints),
    storage?.endpoint,
    storage?.credentials?.endpoint,
    signIn?.authority,
  ].filter((address) => address !== undefined);
  if (!addresses.every((address) => loopback.test(new URL(address).hostname))) return null;
  return signIn === undefined ? endpoints.s3 : `${signIn.authority}/.well-known/openid-configuration`;
}
