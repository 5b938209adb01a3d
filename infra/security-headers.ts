/** What the site may talk to besides itself: the origins of S3, KMS, Cognito Identity and the OIDC provider. */
export interface HeaderInput {
  readonly connectTo: readonly string[];
}

type Headers = Readonly<Record<string, string>>;

export interface SiteHeaders {
  readonly page: Headers;
  readonly worker: Headers;
  readonly crew: Headers;
  readonly stream: Headers;
}

/** Which files get headers of their own; `*` is any run of characters within a name. All others get those of the page. */
export const sitePaths = {
  worker: '/assets/vault.worker-*.js',
  crew: '/assets/crew.worker-*.js',
  stream: '/stream/worker.js',
} as const satisfies Partial<Record<keyof SiteHeaders, string>>;

/** Which of the headers a path gets. */
export function headersNameOf(path: string): keyof SiteHeaders {
  for (const name of ['worker', 'crew', 'stream'] as const) {
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
 * service worker that hands out downloads.
 */
export function siteHeaders(input: HeaderInput): SiteHeaders {
  const connect = ["'self'", ...new Set(input.connectTo)].join(' ');
  return {
    page: {
      ...sharedHeaders,
      'content-security-policy': policy({ ...pageDirectives, 'connect-src': connect }),
    },
    worker: {
      ...sharedHeaders,
      'content-security-policy': policy({ ...workerDirectives, 'connect-src': connect }),
    },
    crew: { ...sharedHeaders, 'content-security-policy': policy(crewDirectives) },
    stream: { ...sharedHeaders, 'content-security-policy': policy(streamDirectives) },
  };
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
  'trusted-types': 'sealdrop-worker sealdrop-stream',
};

const crewDirectives = {
  ...lockedDown,
  'script-src': "'self' 'wasm-unsafe-eval'",
  'trusted-types': "'none'",
};

const streamDirectives = { ...lockedDown, 'trusted-types': "'none'" };

const workerDirectives = {
  ...crewDirectives,
  'worker-src': "'self'",
  'trusted-types': 'sealdrop-crew',
};

const sharedHeaders: Headers = {
  // Browsers take it over TLS alone. Not for subdomains: those may be somebody else's.
  'strict-transport-security': 'max-age=63072000',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
};

function policy(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
