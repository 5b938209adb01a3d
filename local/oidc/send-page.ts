import type { ServerResponse } from 'node:http';

/**
 * The headers of every page here. Forms end in a redirect to the app, which Chromium checks against `form-action` too.
 */
export function pageHeaders(appOrigin: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'self'",
      "script-src 'self'",
      'img-src data:',
      `form-action 'self' ${appOrigin}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    // `same-origin`, not `no-referrer`: that would make browsers send `Origin: null` with the sign-in form.
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}

export function sendPage(response: ServerResponse, status: number, html: string, appOrigin: string): void {
  const body = Buffer.from(html);
  response
    .writeHead(status, {
      ...pageHeaders(appOrigin),
      'content-type': 'text/html; charset=utf-8',
      'content-length': body.length,
    })
    .end(body);
}
