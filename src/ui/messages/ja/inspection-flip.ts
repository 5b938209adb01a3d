import type { Messages } from '../shape.ts';
import { formatBytesExactly, formatCount } from './figures.ts';

/** Flip a bit, in Japanese. */
export const flipText: Messages['inspection']['flip'] = {
  title: 'ビットを反転する',
  about:
    'コピーをわざと書き換えて、どの確認が見つけるかを見ます。コピーはこのブラウザーで、読みながら作られます。保管されたものには触れません。',
  what: '書き換える場所',
  kinds: {
    'header-byte': {
      name: 'ヘッダーの 1 バイト',
      about: '1 バイトの最下位ビットを反転します。上の図で選んだバイトを使います。',
    },
    'wrapped-key': {
      name: 'ラップされたキー',
      about: 'ラップされたキーの中ほどの 1 ビットを反転します。',
    },
    context: {
      name: '暗号化コンテキスト',
      about: 'コンテキストのいちばん長い値の 1 ビットを反転します。',
    },
    ciphertext: {
      name: 'フレームの暗号文',
      about: 'フレームの暗号文の最初のバイトで 1 ビットを反転します。',
    },
    tag: { name: 'フレームの認証タグ', about: 'フレームの認証タグの 1 ビットを反転します。' },
    swap: { name: 'フレームの順序', about: '二つのフレームを丸ごと入れ替えます。' },
    cut: { name: '末尾', about: 'メッセージの末尾を切り落とします。' },
  },
  offset: 'バイトの位置',
  frame: 'フレーム',
  first: '一つ目のフレーム',
  second: '二つ目のフレーム',
  cutBytes: '切り落とすバイト数',
  apply: 'コピーを書き換える',
  reset: 'コピーを忘れる',
  running: 'コピーを書き換えて確認しています…',
  impossible: 'メッセージにその部分はありません。別のものを選んでください。',
  none: '書き換えられるものがありません。',
  changed: (offset, before, after) =>
    `コピーのバイト ${formatCount(offset)} は、${before} ではなく ${after} です。`,
  flipped: (offset) => `コピーのバイト ${formatCount(offset)} の 1 ビットを反転しました。`,
  swapped: (first, second) =>
    `コピーのフレーム ${formatCount(first)} と ${formatCount(second)} を入れ替えました。`,
  cut: (length) => `コピーは ${formatBytesExactly(length)}で終わります。`,
  caughtBy: {
    header: 'ヘッダーを読むときに見つかりました。',
    unwrap: 'KMS が見つけました。キーをアンラップしませんでした。',
    commitment: 'コミットメントが見つけました。',
    'header-tag': 'ヘッダーの認証タグが見つけました。',
    frames: 'フレームの確認が見つけました。',
  },
  uncaught: 'すべて確認しましたが、何も見つけませんでした。',
  notChecked: '何も見つけませんでした。コピーの一部は確認できていません。',
  untouched: '保管されたものは元のままです。',
};
