import type { Messages } from '../shape.ts';
import { formatCount } from './figures.ts';

/** What KMS and S3 say, in Japanese. */
export const kmsKeyText: Messages['inspection']['kmsKey'] = {
  title: 'KMS キー',
  about: 'ラップするキーについて AWS KMS が示す内容です。その秘密は KMS の外に出ません。',
  notAsked: 'KMS には尋ねていません。',
  arn: 'ARN',
  state: '状態',
  keySpec: '仕様',
  kind: '種類',
  symmetric: '対称：同じキーがラップもアンラップもする（KMS の中だけ）',
  asymmetric: '非対称：公開鍵はどこでもラップでき、アンラップは KMS だけ',
  usage: '用途',
  origin: 'オリジン',
  manager: '管理者',
  multiRegion: 'マルチリージョン',
  description: '説明',
  created: '作成日時',
  aliases: 'エイリアス',
  noAlias: 'なし',
  rotation: 'ローテーション',
  rotationOn: (days) => (days === null ? '有効' : `有効、${formatCount(days)} 日ごと`),
  rotationOff: '無効',
  nextRotation: '次のローテーション',
  rotations: '過去のローテーション',
  noRotations: 'まだありません',
  rotationOf: (date, type) => (type === '' ? date : `${date}（${type}）`),
  rotationNote:
    'ローテーションは、キーに新しいマテリアルを与えます。以前にラップしたものも開けます。KMS は古いマテリアルを残します。',
  pendingDeletion: (date) =>
    date === null
      ? 'このキーは削除待ちです。ラップしたものは今は何も開けず、削除後は二度と開けません。'
      : `このキーは ${date} に削除されます。ラップしたものは今は何も開けず、その後は二度と開けません。管理者は削除を取り消せます。`,
  disabled: 'このキーは無効になっています。管理者が有効にすれば、ラップしたものをまた開けます。',
  notShown: '表示していません',
  denied:
    'これを KMS に尋ねる権限がありません。問題はありません。読むことはでき、この項目だけが表示されません。',
  deniedKey:
    'このキーについて KMS に尋ねる権限がありません。問題はありません。アンラップにその権限は要らず、これらの項目だけが表示されません。',
};

export const storageText: Messages['inspection']['storage'] = {
  title: 'ストレージ',
  about: 'オブジェクトについて Amazon S3 が示す内容です。',
  size: 'サイズ',
  etag: 'ETag',
  checksum: 'チェックサム',
  checksumType: (type) => (type === 'FULL_OBJECT' ? '（オブジェクト全体）' : `（${type.toLowerCase()}）`),
  sse: 'サーバー側の暗号化',
  sseNames: {
    AES256: 'SSE-S3 (AES256)',
    'aws:kms': 'SSE-KMS (aws:kms)',
    'aws:kms:dsse': 'DSSE-KMS (aws:kms:dsse)',
  },
  sseKey: 'SSE キー',
  bucketKey: 'バケットキー',
  version: 'バージョン ID',
  contentType: 'コンテンツ種別',
  lastModified: '最終更新',
  tags: 'タグ',
  noTags: 'なし',
  tagsDenied: 'タグを読む権限がありません。問題はありません。読むことはでき、この項目だけが表示されません。',
  layers: '二つの層',
  ours: '私たちの封印は、ストレージを読める者すべてから守ります。S3 の管理者も含みます。KMS キーとこの暗号化コンテキストがなければ、手元にあるのは雑音です。',
  theirs:
    'S3 自身の暗号化は、そのディスクを手に入れた者から守ります。オブジェクトを読む権限のある人には、S3 がそれを外します。',
};
