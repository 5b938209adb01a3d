/**
 * The import directions of ARCHITECTURE.md's table, room by room. A room may import only what its row names;
 * everything else is an error, cycles included.
 */
const rooms = {
  bytes: [],
  message: ['bytes'],
  crypto: ['message', 'bytes'],
  keyring: ['crypto', 'message', 'bytes'],
  transfer: ['keyring', 'crypto', 'message', 'bytes'],
  journal: ['transfer', 'bytes'],
  filing: ['transfer', 'keyring', 'crypto', 'message', 'bytes'],
  inspect: ['message', 'bytes'],
  workbench: ['bytes'],
  config: [],
  integrity: [],
  trace: ['bytes'],
  doctor: ['keyring', 'config', 'bytes'],
  aws: ['doctor', 'filing', 'transfer', 'keyring', 'trace', 'config', 'bytes'],
  vault: [
    'aws',
    'doctor',
    'trace',
    'journal',
    'inspect',
    'filing',
    'workbench',
    'transfer',
    'keyring',
    'crypto',
    'message',
    'bytes',
    'config',
    'integrity',
  ],
  stream: ['vault', 'integrity', 'bytes'],
  shell: [],
  signin: ['trace', 'config'],
  state: ['vault', 'trace', 'inspect', 'doctor'],
  viewer: ['vault', 'bytes'],
  ui: ['viewer', 'bytes', 'state', 'stream', 'trace', 'inspect', 'workbench', 'config', 'doctor'],
};

/**
 * What is deployed, as data. The doctor alone may read it: what it tells people to paste is then what the stack deploys and what the local AWS
 * evaluates, and cannot drift from it.
 */
const deployedData = '^infra/(cors|policies|key-policy|role-trust|lifecycle)\\.ts$';

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `src/${room} may import only: ${[...allowed, 'errors.ts'].join(', ')}`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: ['\\.test\\.tsx?$', '^src/transfer/testing/'] },
  to: {
    path: '^(src|local|scripts|e2e|bench|infra)/',
    pathNot: [
      `^src/(${[room, ...allowed].join('|')})/`,
      '^src/errors\\.ts$',
      ...(room === 'doctor' ? [deployedData] : []),
    ],
  },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'ports-only-for-adapters',
      comment:
        'aws and journal implement ports of transfer, keyring and doctor; they may import the port files, not their machinery',
      severity: 'error',
      from: { path: '^src/(aws|journal)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(transfer|keyring|doctor|filing)/', pathNot: '-port\\.ts$' },
    },
    {
      name: 'page-sees-vault-contract-only',
      comment: 'the page may import the contracts and the client of the vault, not the worker behind it',
      severity: 'error',
      from: { path: '^src/(state|ui)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/vault/', pathNot: '^src/vault/(contract|[a-z-]+-contract|client)\\.ts$' },
    },
    {
      name: 'stream-shares-its-protocol',
      comment:
        'the service worker speaks with the sinks that feed it; of the vault it sees no more than that',
      severity: 'error',
      from: { path: '^src/stream/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^src/vault/',
        pathNot: '^src/vault/(contract|sinks/stream-protocol|sinks/liveness)\\.ts$',
      },
    },
    {
      name: 'viewer-shares-its-protocol',
      comment: 'the player asks the vault for ranges; of the vault it sees how that is said',
      severity: 'error',
      from: { path: '^src/viewer/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/vault/', pathNot: '^src/vault/views/media-protocol\\.ts$' },
    },
    {
      name: 'aws-sdk-only-in-aws',
      comment: 'src/aws is the only importer of the AWS SDK',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/aws/', '\\.test\\.tsx?$'] },
      to: { path: 'node_modules/@(aws-sdk|smithy)/' },
    },
    {
      name: 'errors-import-nothing',
      severity: 'error',
      from: { path: '^src/errors\\.ts$' },
      to: { path: '.' },
    },
    {
      name: 'local-is-apart',
      comment: 'the local AWS shares no code with what it tests; the deployed policies are the one exception',
      severity: 'error',
      from: { path: '^local/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(src|e2e|bench|scripts)/' },
    },
    {
      name: 'src-is-apart',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(local|e2e|bench|scripts|infra)/', pathNot: deployedData },
    },
    {
      name: 'infra-is-apart',
      comment:
        'what is deployed imports nothing of the app; the app and the local AWS read its policies and headers',
      severity: 'error',
      from: { path: '^infra/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(src|local|e2e|bench|scripts)/' },
    },
    {
      name: 'cdk-only-in-the-stack',
      severity: 'error',
      from: { path: '^(src|local|e2e|bench|scripts|infra)/', pathNot: '^infra/stack/' },
      to: { path: 'node_modules/(aws-cdk-lib|cdk-nag|constructs)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-dev-dependencies-in-the-app',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.test\\.tsx?|/testing/[^/]+\\.ts)$' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot: 'node_modules/(@types|vite)/',
      },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^infra/cdk\\.out/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'src/tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
