/** The choice of the store's own encryption, in English. */
export const storageText = {
  label: 'Storage encryption',
  kinds: {
    'bucket-default': 'As the bucket is set',
    'sse-s3': 'SSE-S3: keys of S3',
    'sse-kms': 'SSE-KMS: a key of KMS',
  },
  /** what the choice means for the next uploads */
  about: {
    'bucket-default': 'Added by S3 below your seal.',
    'sse-s3': 'S3 adds a layer below your seal, under keys of its own.',
    'sse-kms': 'S3 adds a layer below your seal, under this site’s storage key.',
  },
} as const;
