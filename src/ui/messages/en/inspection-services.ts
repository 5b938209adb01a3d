import { formatCount } from './figures.ts';

/** What KMS and S3 say, in English. */
export const kmsKeyText = {
  title: 'KMS key',
  about: 'What AWS KMS says of the key that wraps. Its secret never leaves KMS.',
  notAsked: 'KMS was not asked.',
  arn: 'ARN',
  state: 'State',
  keySpec: 'Spec',
  kind: 'Kind',
  symmetric: 'symmetric: the same key wraps and unwraps, inside KMS only',
  asymmetric: 'asymmetric: the public half wraps anywhere, only KMS unwraps',
  usage: 'Usage',
  origin: 'Origin',
  manager: 'Managed by',
  multiRegion: 'Multi-Region',
  description: 'Description',
  created: 'Created',
  aliases: 'Aliases',
  noAlias: 'none',
  rotation: 'Rotation',
  rotationOn: (days: number | null) =>
    days === null ? 'on' : `on, every ${days === 1 ? 'day' : `${formatCount(days)} days`}`,
  rotationOff: 'off',
  nextRotation: 'Next rotation',
  rotations: 'Past rotations',
  noRotations: 'none so far',
  rotationOf: (date: string, type: string) => (type === '' ? date : `${date} (${type})`),
  rotationNote:
    'Rotation gives the key new material. What was wrapped before still opens: KMS keeps the old material.',
  pendingDeletion: (date: string | null) =>
    date === null
      ? 'This key is waiting to be deleted. Nothing it wrapped can be opened now; after its deletion, never again.'
      : `This key will be deleted on ${date}. Nothing it wrapped can be opened now; from then on, never again. An administrator can cancel the deletion.`,
  disabled: 'This key is switched off. What it wrapped opens again once an administrator enables it.',
  notShown: 'not shown',
  denied:
    'You are not allowed to ask KMS for this. That is fine: reading still works, only this detail is not shown.',
  deniedKey:
    'You are not allowed to ask KMS about this key. That is fine: unwrapping needs no such permission, only these details are not shown.',
} as const;

export const storageText = {
  title: 'Storage',
  about: 'What Amazon S3 says of the object.',
  size: 'Size',
  etag: 'ETag',
  checksum: 'Checksum',
  checksumType: (type: string) => `of the ${type === 'FULL_OBJECT' ? 'whole object' : type.toLowerCase()}`,
  sse: 'Server-side encryption',
  sseNames: {
    AES256: 'SSE-S3 (AES256)',
    'aws:kms': 'SSE-KMS (aws:kms)',
    'aws:kms:dsse': 'DSSE-KMS (aws:kms:dsse)',
  } as Readonly<Record<string, string>>,
  sseKey: 'SSE key',
  bucketKey: 'Bucket key',
  version: 'Version ID',
  contentType: 'Content type',
  lastModified: 'Last modified',
  tags: 'Tags',
  noTags: 'none',
  tagsDenied:
    'You are not allowed to read the tags. That is fine: reading still works, only this detail is not shown.',
  layers: 'Two layers',
  ours: 'Our seal protects against whoever can read the store, administrators of S3 among them: without the KMS key and this encryption context they hold noise.',
  theirs:
    'S3’s own encryption protects against somebody who gets at its disks: to everyone allowed to read the object, S3 takes it off.',
} as const;
