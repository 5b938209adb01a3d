import type { Bytes } from '../../../src/bytes/bytes.ts';
import { hexEncode, utf8Encode } from '../../../src/bytes/text.ts';

export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Signs URLs of one bucket by query (Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters"), bodies unsigned. */
export function createPresigner(place: {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly keys: SigningKeys;
}): (method: 'GET' | 'PUT', key: string, query?: Readonly<Record<string, string>>) => Promise<string> {
  const { endpoint, region, bucket, keys } = place;
  const host = new URL(endpoint).host;
  return async (method, key, query = {}) => {
    const now = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/gu, '');
    const day = now.slice(0, 8);
    const scope = `${day}/${region}/s3/aws4_request`;
    const path = `/${bucket}/${key.split('/').map(encoded).join('/')}`;
    const parameters: Readonly<Record<string, string>> = {
      ...query,
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${keys.accessKeyId}/${scope}`,
      'X-Amz-Date': now,
      'X-Amz-Expires': '3600',
      'X-Amz-SignedHeaders': 'host',
      ...(keys.sessionToken === undefined ? {} : { 'X-Amz-Security-Token': keys.sessionToken }),
    };
    const canonicalQuery = Object.entries(parameters)
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .toSorted()
      .join('&');
    const canonical = [method, path, canonicalQuery, `host:${host}\n`, 'host', 'UNSIGNED-PAYLOAD'].join('\n');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8Encode(canonical)));
    const toSign = ['AWS4-HMAC-SHA256', now, scope, hexEncode(digest)].join('\n');
    let signature = utf8Encode(`AWS4${keys.secretAccessKey}`);
    for (const part of [day, region, 's3', 'aws4_request', toSign]) signature = await hmac(signature, part);
    return `${endpoint}${path}?${canonicalQuery}&X-Amz-Signature=${hexEncode(signature)}`;
  };
}

async function hmac(raw: Bytes, text: string): Promise<Bytes> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8Encode(text)));
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/gu,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
