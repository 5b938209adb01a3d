import type { CheckId } from '../../../doctor/checks.ts';
import type { Facts, FixId, ProblemId, UncheckedReason } from '../../../doctor/verdict.ts';

type Sentence = (facts: Facts) => string;

const fact = (facts: Facts, name: string): string => String(facts[name] ?? '');

const seconds = (facts: Facts): string => {
  const off = Number(facts['seconds']);
  return off === 0 ? 'to the second' : `${Math.abs(off)} s ${off > 0 ? 'ahead' : 'behind'}`;
};

/** The doctor in English. */
export const doctorText = {
  title: 'Doctor',
  lead: 'Tries everything that this deployment needs, in order, with your own access. What fails comes with what to paste, and no more permission than it takes.',
  about:
    'It writes a few bytes below doctor/ in your own folder and removes them again. In a versioned bucket an old version of each stays until the bucket’s rules expire it. None of your files is touched.',
  run: 'Check everything',
  again: 'Check again',
  stop: 'Stop',
  stopping: 'Stopping, and removing what was written…',
  running: (check: string) => `Checking: ${check}…`,
  copyReport: 'report',
  copyReportLabel: 'Copy report',
  listLabel: 'Checks',
  fix: 'What to do',
  command: 'Apply it with the AWS command line',
  savedAs: (file: string) => `Save as ${file}`,
  left: 'Could not be removed again',
  summary: (works: number, fails: number, unchecked: number) =>
    fails === 0 && unchecked === 0
      ? `Everything works: ${works} of ${works} checks.`
      : `${works} work, ${fails} fail, ${unchecked} could not be checked.`,
  status: {
    works: 'Works',
    fails: 'Fails',
    unchecked: 'Could not be checked',
    waiting: 'Not checked yet',
    running: 'Checking…',
  },

  checks: {
    configuration: 'Configuration',
    clock: 'Clock',
    'sign-in': 'Sign-in',
    identity: 'Identity and credentials',
    cors: 'CORS: requests',
    list: 'List your files',
    put: 'Write an object',
    multipart: 'Upload in parts',
    checksums: 'Checksums verified',
    get: 'Read by range',
    'cors-answers': 'CORS: answers',
    delete: 'Delete an object',
    'kms-generate': 'KMS: make a data key',
    'kms-decrypt': 'KMS: unwrap it again',
    'wrong-context': 'Refused: another encryption context',
    'other-prefix': 'Refused: another person’s folder',
    lifecycle: 'Rule for unfinished uploads',
    versioning: 'Versioning',
    sse: 'The store’s own encryption',
  } satisfies Record<CheckId, string>,

  works: {
    configuration: (facts) =>
      `config.json is well-formed: bucket ${fact(facts, 'bucket')} in ${fact(facts, 'region')}.`,
    clock: (facts) => `This device’s clock agrees with AWS: ${seconds(facts)}.`,
    'sign-in': (facts) =>
      facts['signedIn'] === 'yes'
        ? 'The provider answers, and your sign-in is valid for this deployment.'
        : 'The provider answers and is the one that config.json names.',
    identity: (facts) => `The identity pool gave credentials to ${fact(facts, 'identity')}.`,
    cors: (facts) =>
      `Pages of ${fact(facts, 'origin')} may send ${fact(facts, 'methods')}, with every header the app sends.`,
    list: (facts) => `Only ${fact(facts, 'prefix')} was asked for.`,
    put: () => 'A few bytes, with a checksum, and only where nothing was.',
    multipart: () => 'One upload was begun, filled, listed and completed; another was aborted.',
    checksums: () => 'Bytes that do not fit their CRC-32 are refused, as an object and as a part.',
    get: () => 'Four bytes by range, pinned to the version that was written.',
    'cors-answers': (facts) => `All ${fact(facts, 'count')} answer headers that were looked for can be read.`,
    delete: () => 'What was written is removed.',
    'kms-generate': (facts) => `Under a context that names you, by ${fact(facts, 'key')}.`,
    'kms-decrypt': () => 'The same key came out under the same context, and was overwritten.',
    'wrong-context': () =>
      'KMS refuses a data key and an unwrapping for another owner, and an unwrapping under an altered context.',
    'other-prefix': () => 'Listing, writing and reading in a made-up person’s folder are refused.',
    lifecycle: (facts) =>
      `An upload begun now would be aborted on ${fact(facts, 'date')}${facts['rule'] === '' ? '' : ` by the rule ${fact(facts, 'rule')}`}.`,
    versioning: () => 'A write makes a version: what is replaced or deleted is kept.',
    sse: (facts) =>
      `By default ${fact(facts, 'algorithm')}; tried for every choice that config.json offers: ${fact(facts, 'choices')}.`,
  } satisfies Record<CheckId, Sentence>,

  problems: {
    'config-invalid': (facts) => `config.json: ${fact(facts, 'field')}: ${fact(facts, 'problem')}.`,
    'clock-off': (facts) =>
      facts['seconds'] === undefined
        ? 'A service refused a request because of its time.'
        : `This device’s clock is ${seconds(facts)}. AWS refuses requests that are more than five minutes off.`,
    'provider-unreachable': (facts) =>
      `The sign-in provider’s discovery document cannot be read: ${fact(facts, 'url')}.`,
    'discovery-malformed': (facts) => `The provider’s discovery document lacks ${fact(facts, 'field')}.`,
    'issuer-differs': (facts) =>
      `The provider calls itself ${fact(facts, 'issuer')}, config.json calls it ${fact(facts, 'authority')}. They must be the same, to the letter.`,
    'token-expired': () => 'Your sign-in has expired and was not renewed.',
    'token-audience': (facts) =>
      facts['audience'] === undefined
        ? 'The identity pool takes no token that was made for this client.'
        : `Your sign-in was made for ${fact(facts, 'audience')}, and config.json names ${fact(facts, 'clientId')}.`,
    'pool-not-found': (facts) => `There is no identity pool ${fact(facts, 'pool')} in this region.`,
    'provider-unknown': () => 'The identity pool does not know the provider by the name in config.json.',
    'token-refused': (facts) => `The identity pool refuses the token: ${fact(facts, 'message')}`,
    'role-trust': () => 'The identity pool may not take the role of signed-in people, or has none.',
    'identity-refused': (facts) => `The identity pool gave no credentials: ${fact(facts, 'message')}`,
    unreachable: (facts) => `Nothing answers at ${fact(facts, 'url')}.`,
    'cors-or-unreachable': (facts) =>
      `No request of ${fact(facts, 'origin')} gets through. A browser does not tell why: either nothing answers at ${fact(facts, 'url')}, or no CORS rule of the bucket lets this origin in. “npm run doctor” tells which.`,
    'cors-none': (facts) => `No CORS rule of the bucket lets pages of ${fact(facts, 'origin')} in.`,
    'cors-missing': (facts) => `The bucket’s CORS rules do not allow: ${fact(facts, 'missing')}.`,
    'cors-hides': (facts) => `The bucket’s CORS rules do not show pages: ${fact(facts, 'missing')}.`,
    denied: (facts) => `S3 does not allow ${fact(facts, 'operation')} in your own folder.`,
    'bucket-not-found': (facts) => `There is no bucket ${fact(facts, 'bucket')}.`,
    'storage-key-refused': () =>
      'KMS does not let S3 use the key of the store’s own encryption in your name.',
    'kms-denied': (facts) => `KMS does not allow ${fact(facts, 'operation')} for a message that names you.`,
    'kms-key-not-found': (facts) => `KMS has no key ${fact(facts, 'key')} in this region.`,
    'kms-key-disabled': () => 'The KMS key is disabled.',
    'kms-key-unusable': () =>
      'The KMS key is pending deletion, for another use, or its material is not available.',
    'credentials-refused': () => 'The credentials were refused.',
    'answer-wrong': (facts) => `The answer is not what it must be: ${fact(facts, 'message')}.`,
    'checksums-refused': (facts) =>
      `The store refuses a write with a CRC-32 and takes the same without (${fact(facts, 'reason')}). Sealdrop sends one with every write: nothing can be sealed into this store.`,
    'checksums-ignored': (facts) =>
      `The store takes bytes that do not fit their CRC-32 (${fact(facts, 'operation')}). What is damaged on the way is stored, and is found only when the file is opened: nothing false ever opens, but the file is lost.`,
    'context-not-bound': (facts) =>
      `KMS lets you ${fact(facts, 'operation')} for another owner. Whoever is signed in can open what is anybody’s.`,
    'prefix-not-bound': (facts) => `S3 lets you ${fact(facts, 'operation')} in another person’s folder.`,
    'no-lifecycle': () =>
      'No answer tells of a rule that aborts unfinished uploads: their parts stay, and are billed.',
    'not-versioned': () => 'No version came with a write: what is replaced or deleted is gone for good.',
    'not-encrypted': () => 'No answer tells of the store’s own encryption.',
    'encryption-differs': (facts) =>
      `Asked for ${fact(facts, 'kind')}, S3 used ${facts['told'] === '' ? 'something it does not tell' : fact(facts, 'told')}.`,
  } satisfies Record<ProblemId, Sentence>,

  unchecked: {
    depends: (facts) => `First this must work: ${fact(facts, 'check')}.`,
    'nobody-signed-in': () => 'Nobody is signed in.',
    'service-failed': (facts) =>
      `The service is busy or failing (${fact(facts, 'reason')}). Try again later.`,
    unexpected: (facts) => `It failed in a way that tells nothing of this: ${fact(facts, 'message')}.`,
    'not-applicable': () => 'This deployment does without it.',
    stopped: () => 'Stopped before.',
  } satisfies Record<UncheckedReason, Sentence>,

  fixes: {
    'edit-config': (facts) => `In config.json, correct ${fact(facts, 'field')}, and reload the page.`,
    'set-clock': () => 'Let the device take its time from the network.',
    'check-network': (facts) =>
      `See that ${fact(facts, 'url')} can be reached from here: a proxy, a firewall or the site’s Content-Security-Policy may be in the way.`,
    'sign-in-again': () => 'Sign in again.',
    'trust-provider': (facts) =>
      `The identity pool ${fact(facts, 'pool')} must list ${fact(facts, 'provider')} with this client id. This shows what it lists:`,
    'trust-role': (facts) =>
      `Let the pool ${fact(facts, 'pool')}, and nobody else, take the role of signed-in people, and set that role as the pool’s authenticated role. The role’s trust policy:`,
    cors: (facts) =>
      `Give the bucket these CORS rules. They replace those that are there; add other origins beside ${fact(facts, 'origin')}.`,
    'allow-role': (facts) =>
      `Give the role of signed-in people the statement ${fact(facts, 'sid')}, as a policy of its own beside what it has. It allows this and nothing else.`,
    'narrow-role': (facts) =>
      `Some statement of the role allows more than ${fact(facts, 'sid')}. Take that one away, and leave this in its place.`,
    'allow-key': () => 'Or allow it in the key’s own policy, beside the statements that are there.',
    'narrow-key': () => 'If it is the key’s own policy that allows more, leave this statement in its place.',
    'create-bucket': (facts) =>
      `Deploy the stack (docs/deployment.md), which makes the bucket ${fact(facts, 'bucket')} with all that belongs to it, in ${fact(facts, 'region')}.`,
    'enable-key': () => 'If it was not disabled on purpose, enable it.',
    'keep-key': () => 'If it is to be deleted and that was not meant, cancel the deletion and enable it.',
    'abort-uploads': (facts) =>
      `Let the bucket abort uploads ${fact(facts, 'days')} days after they began. These rules replace those that are there; add yours.`,
    'enable-versioning': () => 'Turn versioning on.',
    'encrypt-bucket': () => 'Let the bucket encrypt what it is given.',
    'verify-after': () =>
      'Until then, inspect each file after sealing it and verify all of its frames, before you delete the original.',
    'other-store': () =>
      'Use a version of this store that verifies x-amz-checksum-crc32, or another store. S3 itself does.',
  } satisfies Record<FixId, Sentence>,
} as const;
