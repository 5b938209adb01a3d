import { createHash } from 'node:crypto';

export interface HeaderInput {
  /** What the site may talk to besides itself: the origins of S3, KMS, Cognito Identity and the OIDC provider. */
  readonly connectTo: readonly string[];
  /** The text of the built `index.html`: its import map, which carries the hashes of the scripts, is allowed by its own hash. */
  readonly pageHtml: string;
  /** The texts of the built documents of the viewer's frames: their scripts and styles are allowed by hashes. */
  readonly viewerHtml: readonly string[];
}

type Headers = Readonly<Record<string, string>>;

export interface SiteHeaders {
  readonly page: Headers;
  readonly worker: Headers;
  readonly crew: Headers;
  readonly stream: Headers;
  readonly shell: Headers;
  readonly direct: Headers;
  readonly viewer: Headers;
}

/** Which files get headers of their own; `*` is any run of characters within a name. All others get those of the page. */
export const sitePaths = {
  worker: '/assets/vault.worker-*.js',
  crew: '/assets/crew.worker-*.js',
  stream: '/stream/worker.js',
  shell: '/shell.js',
  direct: '/direct.js',
  viewer: '/viewer/*',
} as const satisfies Partial<Record<keyof SiteHeaders, string>>;

/** Which of the headers a path gets. */
export function headersNameOf(path: string): keyof SiteHeaders {
  for (const name of ['worker', 'crew', 'stream', 'shell', 'direct', 'viewer'] as const) {
    const [before = '', after] = sitePaths[name].split('*');
    if (after === undefined ? path === before : path.startsWith(before) && path.endsWith(after)) return name;
  }
  return 'page';
}

/**
 * Response headers of the site, the one source for `npm start`, the tests and a deployment.
 * The vault worker gets its own Content-Security-Policy: only there may WebAssembly be compiled (the CRC-32 that S3
 * verifies), and only there do the AWS endpoints need to be reachable; the page itself speaks to the OIDC provider alone.
 * The threads below the vault that seal and open (the crew) may compile the same WebAssembly and reach nothing; nor does the
 * service worker that hands out downloads, nor the one that keeps the other out of the vault's way. The one that keeps the app for offline reaches the site alone.
 */
export function siteHeaders(input: HeaderInput): SiteHeaders {
  const connect = ["'self'", ...new Set(input.connectTo)].join(' ');
  return {
    page: {
      ...sharedHeaders,
      'content-security-policy': policy({
        ...pageDirectives,
        'script-src': ["'self'", ...importMapSources(input.pageHtml)].join(' '),
        'connect-src': connect,
      }),
    },
    worker: {
      ...sharedHeaders,
      'content-security-policy': policy({ ...workerDirectives, 'connect-src': connect }),
    },
    crew: { ...sharedHeaders, 'content-security-policy': policy(crewDirectives) },
    stream: { ...sharedHeaders, 'content-security-policy': policy(streamDirectives) },
    direct: { ...sharedHeaders, 'content-security-policy': policy(streamDirectives) },
    shell: { ...sharedHeaders, 'content-security-policy': policy(shellDirectives) },
    viewer: {
      ...viewerHeaders,
      'content-security-policy': policy({ ...viewerDirectives, ...viewerSources(input.viewerHtml) }),
    },
  };
}

/** CSP sources of the page's inline import maps: no other inline text is any of these. */
function importMapSources(html: string): string[] {
  return Array.from(html.matchAll(/<script type="importmap">([^<]*)<\/script>/gu), ([, text = '']) =>
    hashSource(text),
  );
}

/**
 * To WebKit `'self'` is the opaque origin of the document, of which nothing is: there only hashes let in what the documents bring, a script by
 * its `integrity`, and a style only where it stands in the document. Browsers that know no hashes of outer scripts take `'self'`.
 */
function viewerSources(documents: readonly string[]): Readonly<Record<'script-src' | 'style-src', string>> {
  const all = documents.join('');
  const scripts = Array.from(
    all.matchAll(/<script [^>]*integrity="(sha384-[\w+/=]+)"/gu),
    ([, hash = '']) => `'${hash}'`,
  );
  const styles = Array.from(all.matchAll(/<style>([^<]*)<\/style>/gu), ([, text = '']) => hashSource(text));
  return {
    'script-src': ["'self'", ...new Set(scripts)].join(' '),
    'style-src': styles.length === 0 ? "'none'" : [...new Set(styles)].join(' '),
  };
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

const lockedDown = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
};

const pageDirectives = {
  ...lockedDown,
  'script-src': "'self'",
  'worker-src': "'self'",
  // The service worker's downloads begin in a frame.
  'frame-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'manifest-src': "'self'",
  'trusted-types': 'sealdrop-worker sealdrop-stream sealdrop-shell',
};

const crewDirectives = {
  ...lockedDown,
  'script-src': "'self' 'wasm-unsafe-eval'",
  'trusted-types': "'none'",
};

/**
 * The frames that show and play opened files. `sandbox` gives them an opaque origin also where somebody opens one by its address: they are no part of the
 * app's origin, reach nothing, and can neither navigate the page nor open a window.
 */
const viewerDirectives = {
  ...lockedDown,
  sandbox: 'allow-scripts',
  'img-src': 'blob:',
  'media-src': 'blob:',
  'frame-ancestors': "'self'",
  'trusted-types': "'none'",
};

const streamDirectives = { ...lockedDown, 'trusted-types': "'none'" };

const shellDirectives = { ...streamDirectives, 'connect-src': "'self'" };

const workerDirectives = {
  ...crewDirectives,
  'worker-src': "'self'",
  'trusted-types': 'sealdrop-crew',
};

/** What the app never asks for; it uses clipboard-write, screen-wake-lock and, for videos, fullscreen. */
const unusedFeatures = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'compute-pressure',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'private-state-token-issuance',
  'private-state-token-redemption',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'serial',
  'storage-access',
  'sync-xhr',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];

const sharedHeaders: Headers = {
  // Browsers take it over TLS alone. Not for subdomains: those may be somebody else's.
  'strict-transport-security': 'max-age=63072000',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'origin-agent-cluster': '?1',
  'permissions-policy': unusedFeatures.map((feature) => `${feature}=()`).join(', '),
};

// To its opaque origin its own script and style are another origin's, which browsers hold against `integrity` only where anybody may read
// them: they are the same for everybody, and hold no secret.
const viewerHeaders: Headers = {
  ...sharedHeaders,
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-frame-options': 'SAMEORIGIN',
};

function policy(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
