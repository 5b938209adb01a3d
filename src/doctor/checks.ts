/** Everything the doctor looks at, in the order it does. */
export const checkIds = [
  'configuration',
  'clock',
  'sign-in',
  'identity',
  'cors',
  'list',
  'put',
  'multipart',
  'checksums',
  'get',
  'cors-answers',
  'delete',
  'kms-generate',
  'kms-decrypt',
  'wrong-context',
  'other-prefix',
  'lifecycle',
  'versioning',
  'sse',
] as const;

export type CheckId = (typeof checkIds)[number];

/**
 * What a check cannot do without. It is left out when one of these did not work, and says which. Nothing else is left out: what can be
 * tried is tried, so that one look shows all that is wrong.
 */
export const dependsOn: Readonly<Record<CheckId, readonly CheckId[]>> = {
  configuration: [],
  clock: ['configuration'],
  'sign-in': ['configuration'],
  identity: ['configuration'],
  cors: ['configuration'],
  list: ['identity'],
  put: ['identity'],
  multipart: ['identity'],
  checksums: ['put', 'multipart'],
  get: ['put'],
  'cors-answers': ['put', 'get'],
  delete: ['put'],
  'kms-generate': ['identity'],
  'kms-decrypt': ['kms-generate'],
  'wrong-context': ['kms-decrypt'],
  'other-prefix': ['identity'],
  lifecycle: ['multipart'],
  versioning: ['put'],
  sse: ['put'],
};
