import { createHash } from 'node:crypto';

/** A page as the build makes it: with an import map. */
export const pageHtml =
  '<!doctype html><script type="importmap">{"integrity":{}}</script><script src="/a.js"></script>';

/** A document of the viewer as the build makes it. */
export const viewerHtml =
  '<!doctype html><style>pre{margin:0}</style><script src="/viewer/viewer.js" defer integrity="sha384-aB+/09=" crossorigin="anonymous"></script>';

const styleSource = `'sha256-${createHash('sha256').update('pre{margin:0}').digest('base64')}'`;
const mapSource = `'sha256-${createHash('sha256').update('{"integrity":{}}').digest('base64')}'`;

const everywhere = {
  'strict-transport-security': 'max-age=63072000',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'origin-agent-cluster': '?1',
  'permissions-policy':
    'accelerometer=(), autoplay=(), browsing-topics=(), camera=(), clipboard-read=(), compute-pressure=(), display-capture=(), encrypted-media=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), otp-credentials=(), payment=(), picture-in-picture=(), private-state-token-issuance=(), private-state-token-redemption=(), publickey-credentials-create=(), publickey-credentials-get=(), serial=(), storage-access=(), sync-xhr=(), usb=(), window-management=(), xr-spatial-tracking=()',
};

const locked =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/** The whole set of security headers of each kind of file, written out. @param connect origins besides the site's own */
function expectedHeaders(connect: readonly string[]) {
  const to = ["'self'", ...connect].join(' ');
  const csp = {
    page: `${locked}; script-src 'self' ${mapSource}; worker-src 'self'; frame-src 'self'; style-src 'self'; img-src 'self'; manifest-src 'self'; trusted-types sealdrop-worker sealdrop-stream sealdrop-shell; connect-src ${to}`,
    worker: `${locked}; script-src 'self' 'wasm-unsafe-eval'; trusted-types sealdrop-crew; worker-src 'self'; connect-src ${to}`,
    crew: `${locked}; script-src 'self' 'wasm-unsafe-eval'; trusted-types 'none'`,
    stream: `${locked}; trusted-types 'none'`,
    viewer: `${locked.replace("frame-ancestors 'none'", "frame-ancestors 'self'")}; sandbox allow-scripts; img-src blob:; media-src blob:; trusted-types 'none'; script-src 'self' 'sha384-aB+/09='; style-src ${styleSource}`,
    shell: `${locked}; trusted-types 'none'; connect-src 'self'`,
  };
  return {
    page: { ...everywhere, 'content-security-policy': csp.page },
    worker: { ...everywhere, 'content-security-policy': csp.worker },
    crew: { ...everywhere, 'content-security-policy': csp.crew },
    stream: { ...everywhere, 'content-security-policy': csp.stream },
    direct: { ...everywhere, 'content-security-policy': csp.stream },
    shell: { ...everywhere, 'content-security-policy': csp.shell },
    viewer: {
      ...everywhere,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-frame-options': 'SAMEORIGIN',
      'content-security-policy': csp.viewer,
    },
  };
}

/** Which path is answered with which headers, in `npm start`, in `npm run preview` and behind CloudFront. */
export function headerTable(connect: readonly string[]) {
  const { page, worker, crew, stream, shell, direct, viewer } = expectedHeaders(connect);
  return [
    { path: '/', kind: 'page', status: 200, headers: page },
    { path: '/callback?code=1', kind: 'page', status: 200, headers: page },
    { path: '/assets/index-a.js', kind: 'page', status: 200, headers: page },
    { path: '/assets/vault.worker-a.js', kind: 'worker', status: 200, headers: worker },
    { path: '/assets/crew.worker-a.js', kind: 'crew', status: 200, headers: crew },
    { path: '/stream/worker.js', kind: 'stream', status: 200, headers: stream },
    { path: '/direct.js', kind: 'direct', status: 200, headers: direct },
    { path: '/shell.js', kind: 'shell', status: 200, headers: shell },
    { path: '/viewer/index.html', kind: 'viewer', status: 200, headers: viewer },
    { path: '/viewer/thumbnail.html', kind: 'viewer', status: 200, headers: viewer },
    { path: '/viewer/viewer.js', kind: 'viewer', status: 200, headers: viewer },
    { path: '/viewer/player.html', kind: 'viewer', status: 200, headers: viewer },
    { path: '/viewer/player.js', kind: 'viewer', status: 200, headers: viewer },
    { path: '/manifest.webmanifest', kind: 'page', status: 200, headers: page },
    { path: '/config.json', kind: 'page', status: 200, headers: page },
    { path: '/none', kind: 'page', status: 404, headers: page },
  ] as const;
}
