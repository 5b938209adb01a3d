import type { Messages } from '../shape.ts';

/** The choice of the store's own encryption, in Japanese. */
export const storageText: Messages['storage'] = {
  label: 'ストレージ側の暗号化',
  kinds: {
    'bucket-default': 'バケットの設定どおり',
    'sse-s3': 'SSE-S3：S3 のキー',
    'sse-kms': 'SSE-KMS：KMS のキー',
  },
  about: {
    'bucket-default': 'あなたの封印の下に、S3 が加えます。',
    'sse-s3': 'あなたの封印の下に、S3 が自分のキーで層を一つ加えます。',
    'sse-kms': 'あなたの封印の下に、S3 がこのサイトのストレージキーで層を一つ加えます。',
  },
};
