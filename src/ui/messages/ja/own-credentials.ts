import type { Messages } from '../shape.ts';

/** What is said where people bring AWS credentials of their own, in Japanese. */
export const ownText: Messages['own'] = {
  use: '自分の AWS 認証情報を使う',
  title: '自分の AWS 認証情報',
  lead: 'このページのメモリーにだけ置かれ、AWS には署名としてだけ送られ、サインアウトか再読み込みで消えます。',
  fields: {
    accessKeyId: { label: 'アクセスキー ID', about: 'AKIA または ASIA で始まります。' },
    secretAccessKey: { label: 'シークレットアクセスキー', about: '' },
    sessionToken: { label: 'セッショントークン', about: '一時的な認証情報にだけあります。' },
    owner: {
      label: '所有者',
      about:
        '誰のファイルか、つまりバケット内のフォルダーと、各ファイルの暗号化コンテキストに記される所有者です。何ができるかは、あなたのポリシーが決めます。',
    },
  },
  wrong: {
    accessKeyId: 'アクセスキー ID ではありません。16 文字以上の英数字です。',
    secretAccessKey: 'シークレットアクセスキーではありません。余分なものを含めず、全体をコピーしてください。',
    sessionToken:
      '一時的な認証情報にはセッショントークンが必要です。余分なものを含めず、全体を入れてください。',
    owner: '所有者に使えるのは、英数字と . _ : @ = + - です。空白やスラッシュは使えません。',
  },
  enter: 'これを使う',
  trying: '試しています…',
  cancel: 'キャンセル',
  expiredTitle: '認証情報の期限が切れました',
  expiredAdvice:
    '続けるには、新しいものを入れてください。転送は待っており、自動で続けられるものはその時に続きます。保管されたファイルは安全です。',
  lostTitle: '認証情報が失われました',
  lostAdvice:
    '認証情報を持っていたこのページの一部が止まりました。ほかには残っていません。続けるには、もう一度入れてください。保管されたファイルは安全です。',
  expiredBanner: '認証情報がもうありません。続けるには、入力してください。',
  enterAgain: '認証情報を入力',
};
