import type { AppConfig } from '../config/config.ts';
import { storagePlace } from '../config/storage.ts';
import type { CorsProbe } from '../doctor/probe-port.ts';
import { bucketUrl } from './bucket-url.ts';
import { withinTime } from './deadline.ts';

type Place = Pick<AppConfig, 'region' | 'bucket' | 'endpoints' | 'storage'>;

/** Milliseconds until a request without an answer is given up. */
const limit = 15_000;

/**
 * Values of the form that each header has, with credentials of nobody: S3 refuses those with an answer that carries CORS headers, as it does to every
 * well-formed request (of nonsense that is not known).
 */
function valuesFor(place: Place): Readonly<Record<string, string>> {
  const { region } = storagePlace(place);
  return {
    authorization:
      `AWS4-HMAC-SHA256 Credential=AKIADOCTORDOCTORDOCT/20260101/${region}/s3/aws4_request, ` +
      `SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    'x-amz-date': '20260101T000000Z',
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    range: 'bytes=0-0',
    'if-match': '"doctor"',
    'if-none-match': '*',
    'content-type': 'application/octet-stream',
    'x-amz-checksum-mode': 'ENABLED',
    'x-amz-checksum-algorithm': 'CRC32',
    'x-amz-checksum-type': 'FULL_OBJECT',
    'x-amz-checksum-crc32': 'AAAAAA==',
    'x-amz-mp-object-size': '0',
    'x-amz-server-side-encryption': 'AES256',
    'x-amz-server-side-encryption-bucket-key-enabled': 'true',
  };
}

/** A place that no browser has a preflight's answer for, and where a request changes nothing even in a bucket that is open to all. */
function freshUrl(place: Place, method: string): URL {
  const url = bucketUrl(place, `doctor/${crypto.randomUUID()}`);
  if (method === 'GET' || method === 'HEAD') return url;
  url.searchParams.set('uploadId', 'doctor');
  if (method === 'PUT') url.searchParams.set('partNumber', '1');
  return url;
}

/** In a browser: by making the requests. It tells neither why one failed nor what the rules are. */
export function createCorsProbe(place: Place): CorsProbe {
  const values = valuesFor(place);
  return {
    async attempt(method, names, signal) {
      const headers = Object.fromEntries(names.map((name) => [name, values[name] ?? 'doctor']));
      try {
        await withinTime(limit, signal, (own) =>
          fetch(freshUrl(place, method), {
            method,
            headers,
            mode: 'cors',
            credentials: 'omit',
            cache: 'no-store',
            signal: own,
          }),
        );
        return 'passes';
      } catch {
        signal.throwIfAborted();
        return 'silent';
      }
    },
    exposed: () => Promise.resolve(null),
  };
}

/** Outside a browser: by asking as a browser would, and reading what the rules answer (Fetch, "CORS-preflight fetch"). */
export function createPreflightProbe(place: Place, origin: string): CorsProbe {
  const ask = (
    method: string,
    headers: Record<string, string>,
    url: URL,
    signal: AbortSignal,
  ): Promise<Response> =>
    withinTime(limit, signal, (own) => fetch(url, { method, headers: { origin, ...headers }, signal: own }));
  return {
    async attempt(method, names, signal) {
      try {
        const asked = {
          'access-control-request-method': method,
          ...(names.length === 0 ? {} : { 'access-control-request-headers': names.toSorted().join(',') }),
        };
        const answer = await ask('OPTIONS', asked, freshUrl(place, method), signal);
        const allowed = answer.headers.get('access-control-allow-origin');
        return answer.ok && (allowed === '*' || allowed === origin) ? 'passes' : 'refused';
      } catch {
        signal.throwIfAborted();
        return 'unreachable';
      }
    },
    async exposed(signal) {
      const answer = await ask('GET', {}, freshUrl(place, 'GET'), signal);
      const told = answer.headers.get('access-control-expose-headers') ?? '';
      return told.split(',').map((name) => name.trim().toLowerCase());
    },
  };
}
