import type { Messages } from '../shape.ts';

/** The choice of the store's own encryption, in German. */
export const storageText: Messages['storage'] = {
  label: 'Verschlüsselung des Speichers',
  kinds: {
    'bucket-default': 'Wie der Bucket es vorsieht',
    'sse-s3': 'SSE-S3: Schlüssel von S3',
    'sse-kms': 'SSE-KMS: ein Schlüssel von KMS',
  },
  about: {
    'bucket-default': 'Fügt S3 unter deinem Siegel hinzu.',
    'sse-s3': 'S3 fügt unter deinem Siegel eine Schicht hinzu, mit eigenen Schlüsseln.',
    'sse-kms': 'S3 fügt unter deinem Siegel eine Schicht hinzu, mit dem Speicherschlüssel dieser Website.',
  },
};
