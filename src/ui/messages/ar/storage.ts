import type { Messages } from '../shape.ts';

/** The choice of the store's own encryption, in Arabic. */
export const storageText: Messages['storage'] = {
  label: 'تشفير المخزن',
  kinds: {
    'bucket-default': 'كما ضُبطت الحاوية',
    'sse-s3': 'SSE-S3: مفاتيح S3',
    'sse-kms': 'SSE-KMS: مفتاح من KMS',
  },
  about: {
    'bucket-default': 'يضيفه S3 تحت ختمك.',
    'sse-s3': 'يضيف S3 طبقة تحت ختمك، بمفاتيح من عنده.',
    'sse-kms': 'يضيف S3 طبقة تحت ختمك، بمفتاح التخزين لهذا الموقع.',
  },
};
