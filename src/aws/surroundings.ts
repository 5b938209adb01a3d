import type { AppConfig } from '../config/config.ts';
import type { AccountProbe, CorsProbe, Surroundings } from '../doctor/probe-port.ts';
import { accountByToken, askServiceTime, readDiscovery } from './doctor-probes.ts';

/** The doctor's surroundings over the real services; what differs between a browser and Node comes in. */
export function createSurroundings(parts: {
  readonly origin: string;
  readonly now: () => number;
  readonly idToken: string | null;
  readonly config: (signal: AbortSignal) => Promise<AppConfig>;
  readonly cors: (config: AppConfig) => CorsProbe;
  /** by the ID token unless told otherwise */
  readonly account?: (config: AppConfig) => Promise<AccountProbe | null>;
}): Surroundings {
  const { idToken, now } = parts;
  const byToken = (config: AppConfig): Promise<AccountProbe | null> =>
    idToken === null ? Promise.resolve(null) : accountByToken(config, idToken, now);
  return {
    origin: parts.origin,
    now,
    idToken,
    config: parts.config,
    cors: parts.cors,
    serviceTime: askServiceTime,
    discovery: readDiscovery,
    account: parts.account ?? byToken,
  };
}
