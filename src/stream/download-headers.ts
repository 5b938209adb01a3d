/** Of every answer of the service worker: nothing it says may run, be framed elsewhere, or be kept. */
export const sealedHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/**
 * Headers that make a browser save an answer under a name.
 * @param name safe on every system
 * @param length bytes, where they are known: a browser then notices by itself when fewer come
 */
export function downloadHeaders(name: string, length: number | null): Record<string, string> {
  return {
    ...sealedHeaders,
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${extendedValue(name)}`,
    ...(length === null ? {} : { 'content-length': String(length) }),
  };
}

/** RFC 8187, section 3.2.1: what is no attr-char is percent-encoded. */
function extendedValue(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/gu,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
