import type { Messages } from '../shape.ts';

/** What earlier pages left, in Japanese. */
export const unfinishedText: Messages['unfinished'] = {
  label: '未完了',
  sealStopped: (moved, total) => `封印は ${total} 中 ${moved} で止まりました`,
  openStopped: (moved, total) => `開封は ${total} 中 ${moved} で止まりました`,
  begun: (date) => `開始 ${date}`,
  needsFile: '続けるには、同じファイルをもう一度選んでください。',
  needsPermission: 'このページがファイルを使ってよいか、ブラウザーが尋ねます。',
  inOtherTab: '別のタブで転送中です。',
  ready: '止まったところから続けられます。',
  working: 'お待ちください…',
  resume: '再開',
  resumeNamed: (name) => `${name} を再開`,
  resumeAll: 'すべて再開',
  choose: 'ファイルを選ぶ',
  chooseNamed: (name) => `ファイルを選ぶ：${name}`,
  discard: '破棄',
  discardNamed: (name) => `${name} を破棄`,
  leftovers: 'ほかで始まったアップロードのパート',
  leftoversAdvice:
    'ストレージの場所をふさいでいます。ほかの端末で作業中でないことを確かめてから取り除いてください。',
  leftoverBegun: (date) => `開始 ${date}`,
  noDate: '日時不明',
  remove: '取り除く',
  removeNamed: (name) => `${name} のパートを取り除く`,
};
