import type { Messages } from '../shape.ts';

/** Looking at an opened file, in Japanese. */
export const viewText: Messages['view'] = {
  opening: '開いています…',
  save: '保存',
  frame: (name) => `${name} の内容`,
  notShown: 'この種類のファイルはここに表示できません。保存して、お使いのアプリで開いてください。',
  broken: 'この画像は壊れているか、このブラウザーでは表示できない種類です。保存して、ほかで見てください。',
  cut: '最初の部分だけを表示しています。すべてを見るには、ファイルを保存してください。',
  unplayable:
    'このブラウザーではこのファイルを再生できないか、ファイルが壊れています。保存して、ほかで再生してください。',
  soundless: 'このブラウザーではこの動画の音声を再生できません。保存して、ほかで再生してください。',
  notStarted:
    'ファイルを表示するアプリの部分が起動しなかったか、このビルドのものではありません。代わりにファイルを保存してください。続く場合は管理者に伝えてください。',
  brokenPdf: 'この PDF は壊れているか、パスワードが必要です。保存して、お使いのプログラムで開いてください。',
  pdf: {
    previous: '前のページ',
    next: '次のページ',
    smaller: '縮小',
    larger: '拡大',
    page: '{page} / {pages} ページ',
  },
  tooLarge: (limit) =>
    `このファイルは、ここに表示するには大きすぎます（最大 ${limit}）。保存して、お使いのアプリで開いてください。`,
  saveInstead: '代わりに保存',
};
