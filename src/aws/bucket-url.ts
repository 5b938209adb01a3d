import type { AppConfig } from '../config/config.ts';
import { storagePlace } from '../config/storage.ts';

/** Where a key of the bucket is asked for, as the SDK does: by host name at AWS and where it is wished for, else by path. */
export function bucketUrl(
  config: Pick<AppConfig, 'region' | 'bucket' | 'endpoints' | 'storage'>,
  key: string,
): URL {
  const { bucket } = config;
  const { region, endpoint, pathStyle } = storagePlace(config);
  if (endpoint === null) {
    const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    return new URL(`https://${bucket}.s3.${region}.${domain}/${key}`);
  }
  const url = new URL(`${endpoint.replace(/\/$/u, '')}/${pathStyle ? `${bucket}/` : ''}${key}`);
  if (!pathStyle) url.host = `${bucket}.${url.host}`;
  return url;
}
