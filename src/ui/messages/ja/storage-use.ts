import type { StorageUseText } from '../shape.ts';
import { formatCount } from './figures.ts';

/** The count of everything stored in Japanese. */
export const storageUseText: StorageUseText = {
  title: 'ストレージ使用量',
  soFar: (count, size) => `これまでに ${formatCount(count)} 個、${size} を数えました…`,
  files: 'ファイル',
  former: '以前のバージョンと削除済みファイル',
  kept: 'キー作業台の保管分',
  total: '合計',
  filesOf: (count) => `${formatCount(count)} 個のファイル`,
  versionsOf: (count) => `${formatCount(count)} 個のバージョン`,
  documentsOf: (count) => `${formatCount(count)} 個の文書`,
  formerUnknown: '不明：このアクセス権ではバージョンを一覧できません',
  countedAt: (when) =>
    `すべてのフォルダーの封印後のサイズを、S3 と同じ方法で数えています。集計日時：${when}。`,
  notCounted: '未完了のアップロードの一部は含まれません。',
  stale: 'この集計を始めた後に変更がありました。',
  again: 'もう一度数える',
};
