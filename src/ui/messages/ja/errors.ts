import type { ErrorDetails } from '../../../errors.ts';
import { describeBy, numbered, said, type ErrorTexts } from '../error-text.ts';
import { formatBytesExactly, formatCount } from './figures.ts';

const tryAgain = 'もう一度試してください。また起きる場合は、技術情報を管理者に送ってください。';
const tellAdministrator = '技術情報を管理者に送ってください。';
const damaged = '何も保存していません。封印した人に別のコピーを頼み、管理者に知らせてください。';

const texts: ErrorTexts = {
  'config-invalid': ({ field, problem }) => ({
    title: `このサイトは正しく設定されていません${said(field, (name) => `：「${name}」に誤りがあります`)}。`,
    advice: `管理者が config.json を直せます${said(problem, (text) => `（${text}）`)}。`,
  }),
  'sign-in-failed': ({ reason }) => ({
    title: 'サインインできませんでした。',
    advice: `もう一度サインインしてください${said(reason, (text) => `。サインインサービスの応答：「${text}」`)}。`,
  }),
  'session-expired': {
    title: 'セッションが終了しました。',
    advice: '続けるには、もう一度サインインしてください。保管されたファイルは安全です。',
  },
  'identity-refused': {
    title: 'サインインしましたが、AWS はこのアカウントにアクセスを認めませんでした。',
    advice: 'Sealdrop を使ってよいか、管理者に尋ねてください。',
  },
  'own-key-unknown': {
    title: 'AWS はこのアクセスキーを知りません。',
    advice: 'アクセスキー ID をもう一度コピーし、キーが削除または無効化されていないか確かめてください。',
  },
  'own-secret-wrong': {
    title: 'シークレットアクセスキーが、このアクセスキーのものではありません。',
    advice: 'シークレットをもう一度、全体をコピーしてください。',
  },
  'own-token-wrong': {
    title: 'セッショントークンが、このアクセスキーのものではありません。',
    advice:
      '三つとも、同じ場所からもう一度コピーしてください。AKIA で始まるキーは恒久的なもので、セッショントークンはありません。',
  },
  'own-token-expired': {
    title: 'この認証情報は期限切れです。',
    advice: 'アクセスポータルや AWS コマンドラインなどで新しいものを取得し、それを入力してください。',
  },
  offline: {
    title: 'この端末はオフラインです。',
    advice: 'ネットワーク接続を確かめてから、もう一度試してください。',
  },
  'service-unreachable': ({ service }) => ({
    title: `${said(service, (name) => serviceNames[name] ?? name) || 'このページに必要なサービス'}から応答がありませんでした。`,
    advice:
      'ネットワーク接続を確かめてから、もう一度試してください。ファイアウォールやサイトの設定の誤りが原因のこともあります。',
  }),
  throttled: {
    title: 'AWS がリクエストを減らすよう求めています。',
    advice: '1 分待ってから、もう一度試してください。',
  },
  'service-failed': {
    title: 'AWS 側で障害が起きました。',
    advice: '数分待ってから、もう一度試してください。',
  },
  'clock-wrong': {
    title: 'この端末の時計が合っていません。',
    advice: '日付と時刻を自動設定にしてから、もう一度試してください。',
  },
  'credentials-refused': {
    title: 'AWS がサインインを受け付けませんでした。',
    advice: 'サインアウトして、もう一度サインインしてください。',
  },

  'kms-denied': {
    title: 'このファイルのキーを使う権限がありません。',
    advice: 'KMS キーへのアクセスを管理者に頼んでください。ファイルを開けるのは、封印した本人だけです。',
  },
  'kms-key-not-found': {
    title: 'KMS キーが存在しません。',
    advice: 'このサイトがどのキーを使うべきか、またはキーが削除されたかを、管理者に尋ねてください。',
  },
  'kms-key-disabled': {
    title: 'KMS キーが無効になっています。',
    advice: 'キーの有効化を管理者に頼んでから、もう一度試してください。',
  },
  'kms-key-unusable': {
    title: 'KMS キーは今は使えません。',
    advice: '管理者に尋ねてください。キーが削除待ちか、別の用途のものかもしれません。',
  },
  'kms-wrong-key': {
    title: 'このファイルは別の KMS キーで封印されています。',
    advice: '何も保存していません。ファイルを検査すると、ヘッダーに記されたキーがわかります。',
  },
  'kms-wrapped-key-refused': {
    title: 'KMS がこのファイルのキーのアンラップを拒否しました。',
    advice:
      '封印の後で、ラップされたキーか暗号化コンテキストが変更されています。何も保存していません。管理者に知らせてください。',
  },
  'kms-answer-invalid': {
    title: 'KMS の応答が正しいものではありません。',
    advice: `それを使って封印や開封はしていません。${tellAdministrator}`,
  },

  'key-needs-network': {
    title: 'このファイルの鍵は AWS KMS にあり、この端末はオフラインです。',
    advice:
      'オフラインでは誰も鍵を取り出せません。ヘッダー、コンテキスト、フレームの位置は確認できます。開くにはネットワークに接続してください。',
  },
  'key-needs-sign-in': {
    title: 'このファイルの鍵は AWS KMS にあり、KMS はサインインした人にだけ応答します。',
    advice:
      '開くにはサインインしてください。それまでも、ヘッダー、コンテキスト、フレームの位置は確認できます。',
  },

  'store-denied': {
    title: 'ストレージでこの操作をする権限がありません。',
    advice: 'バケット内の自分のフォルダーへのアクセスを、管理者に頼んでください。',
  },
  'storage-key-refused': {
    title: 'ストレージ側の暗号化に必要な KMS キーを、ストレージが使えません。',
    advice:
      'キーが無効か、削除待ちか、あなたに使う権限がないのかもしれません。新しいアップロードには別のストレージ側の暗号化を選ぶか、管理者に尋ねてください。',
  },
  'store-not-found': {
    title: 'このファイルはもうここに保管されていません。',
    advice: '削除または移動されています。リストを再読み込みすると、今あるものがわかります。',
  },
  'bucket-not-found': {
    title: 'このサイトのバケットが存在しません。',
    advice: 'config.json のバケット名の確認を、管理者に頼んでください。',
  },
  'name-taken': {
    title: 'この名前のファイルはすでに保管されています。',
    advice: '何も上書きしていません。どうするかを選ぶか、別の名前にしてください。',
  },
  'object-changed': {
    title: '読み取り中に、保管されたファイルが置き換えられました。',
    advice: '何も保存していません。新しいものを開くには、もう一度試してください。',
  },
  'checksum-refused': {
    title: 'ストレージへ送る途中で、いくつかのバイトが変わりました。',
    advice: '壊れたものは残していません。もう一度試し、また起きる場合は別のネットワークで試してください。',
  },
  'upload-lost': {
    title: '未完了のアップロードを、ストレージが破棄しました。',
    advice: 'もう一度試してください。ファイルは新しいキーで最初から封印されます。',
  },
  'store-answer-invalid': ({ hint }) => ({
    title: 'ストレージの応答が正しいものではありません。',
    advice: said(hint, (text) => `管理者がバケットの設定を確認できます（${text}）。`) || tryAgain,
  }),

  'message-not-ours': {
    title: '封印されたファイルではありません。',
    advice: '別のプログラムが置いたものです。開けるものはありません。',
  },
  'message-unsupported': {
    title: 'このページの知らない形式で封印されたファイルです。',
    advice: 'AWS Encryption SDK のツールか、新しい Sealdrop を試してください。',
  },
  'message-malformed': ({ encoding }) => ({
    title:
      encoding === 'base64'
        ? 'このファイルの base64 テキストは壊れています。'
        : 'このファイルのヘッダーは壊れています。',
    advice: damaged,
  }),
  'message-truncated': {
    title: '保管されたファイルが途中で終わっています。',
    advice: damaged,
  },
  'message-trailing-bytes': {
    title: 'このファイルの末尾に何かが付け足されています。',
    advice: damaged,
  },
  'message-out-of-order': (details) => ({
    title: `このファイルの断片の順序が正しくありません${frame(details, (place) => `（${place}で途切れています）`)}。`,
    advice: damaged,
  }),
  'message-uncommitted': {
    title: 'このファイルは、キーコミットメントのない古い方式で封印されています。',
    advice:
      '誰が読んでも同じ内容になるとは証明できないため、開きませんでした。AWS Encryption SDK のツールを使ってください。',
  },
  'message-too-large-to-hold': ({ encoding }) =>
    encoding === 'base64'
      ? {
          title: 'この base64 テキストは、ここでデコードするには長すぎます。',
          advice: '先にバイナリーファイルへデコードしてください。バイナリーなら大きさに制限はありません。',
        }
      : {
          title: 'このファイルは、表示する前に確認するには大きすぎます。',
          advice:
            'この形式は、最後まで読まないと確認できません。AWS Encryption SDK のツールを使ってください。',
        },
  'commitment-mismatch': {
    title: 'このファイルを封印したキーではありません。',
    advice: damaged,
  },
  'header-tampered': {
    title: '封印の後で、このファイルのヘッダーが変更されています。',
    advice: damaged,
  },
  'frame-tampered': (details) => ({
    title: `封印の後で、このファイルが変更されています${frame(details, (place) => `（${place}）`)}。`,
    advice: damaged,
  }),
  'signature-invalid': {
    title: 'このファイルの署名は有効ではありません。',
    advice: damaged,
  },
  'context-invalid': {
    title: 'このファイルの暗号化コンテキストは許可されていません。',
    advice: tellAdministrator,
  },
  moved: ({ sealedFor, foundAt }) => ({
    title: 'このファイルは、封印されたときとは別の場所にあります。',
    advice: `${said(sealedFor, (place) => `封印された場所は ${place}`)}${said(foundAt, (place) => `、見つかった場所は ${place}`)}${
      typeof sealedFor === 'string' ? ' です。' : ''
    }誰かが移動したか、入れ替えています。理由がわかる場合だけ開いてください。`,
  }),
  'other-owner': {
    title: 'このファイルは別の人が封印しました。',
    advice: 'ファイルを開けるのは、封印した本人だけです。その人にコピーを頼んでください。',
  },
  'no-usable-key': {
    title: 'このファイルのキーには、あなたがアンラップできるものがありません。',
    advice: 'ファイルを検査してキーを確かめ、どれかへのアクセスを管理者に頼んでください。',
  },
  'nonce-reuse-refused': {
    title: 'ファイルを守るため、封印を止めました。',
    advice:
      '同じ断片が一つのキーで二度封印されるところでした。もう一度試してください。新しいキーが使われます。',
  },

  'pasted-text-invalid': ({ expected }) => ({
    title: `${(typeof expected === 'string' ? pastedKinds[expected] : undefined) ?? 'ここに入れるテキスト'}ではありません。`,
    advice: '最初の文字から最後の文字まで、もう一度すべてコピーして、ここに貼り付けてください。',
  }),
  'over-limit': ({ length, limit }) => ({
    title: `長すぎます${numbered(length, (bytes) => `：${formatBytesExactly(bytes)}`)}${numbered(limit, (bytes) => `（入るのは最大 ${formatBytesExactly(bytes)}）`)}。`,
    advice: '何も封印していません。もっと入るエンベロープを使うか、ファイルとして封印してください。',
  }),
  'key-pair-mismatch': {
    title: '別のキーペア宛てに封印されています。',
    advice: '何も開いていません。フィンガープリントを比べて、封印に使われたキーペアを選んでください。',
  },

  'file-changed': {
    title: '封印している間に、この端末のファイルが変わりました。',
    advice: '何も保管していません。書き込んでいるプログラムを閉じてから、ファイルを選び直してください。',
  },
  'file-unreadable': {
    title: 'この端末のファイルを読めなくなりました。',
    advice: '移動や名前の変更があったか、フォルダーかもしれません。選び直してください。',
  },
  'file-too-large': {
    title: 'ストレージが受け付ける大きさを超えています。',
    advice: '小さなファイルに分けて、それらを封印してください。',
  },
  'name-invalid': {
    title: 'この名前では保管できません。',
    advice:
      'もっと短く簡単な名前にしてください。スラッシュ、見えない文字、空の名前は使えません。最上位では「key-bench」と「doctor」は Sealdrop 自身のために取ってあります。',
  },
  'wrong-file': ({ name }) => ({
    title: '中断した転送のファイルではありません。',
    advice: `変更していない同じファイル${said(name, (text) => `「${text}」`)}を選び直してください。変更した場合は、転送を破棄して、新たに封印してください。`,
  }),
  'disk-full': {
    title: 'この端末の空き容量が足りません。',
    advice: '空きを作ってから、もう一度試してください。',
  },
  'storage-unavailable': {
    title: '開いたファイルを置く場所を、ブラウザーがこのページに与えていません。',
    advice:
      'プライベートブラウズをやめるか、このサイトにデータの保存を許可してから、もう一度試してください。',
  },
  'permission-lost': {
    title: 'このページは、端末上のそのファイルをもう使えません。',
    advice: 'もう一度試して、ブラウザーに尋ねられたらアクセスを許可するか、別の場所を選んでください。',
  },
  'download-stopped': {
    title: 'ブラウザーがダウンロードを止めました。',
    advice: 'ここまでに保存されたのは、ファイルの一部です。もう一度試すと、最初から開きます。',
  },
  'in-other-tab': {
    title: 'この転送は別のタブで進んでいます。',
    advice: 'そちらで続けるか、そのタブを閉じてから、ここでもう一度試してください。',
  },
  'journal-unavailable': {
    title: 'このブラウザーでは、ページが端末に記録を残せません。',
    advice:
      'ファイルの封印はできますが、再読み込みの後に続けることはできません。プライベートブラウズをやめると変わります。',
  },
  'script-altered': {
    title: 'このアプリの一部がこのページのビルドと一致しないため、起動しませんでした。',
    advice:
      '保管されたファイルは安全です。ページを再読み込みしてください。それでも続く場合は、アプリのファイルが書き換えられた可能性があると管理者に伝えてください。',
  },
  'vault-crashed': {
    title: 'ファイルを封印し開くこのページの一部が止まりました。',
    advice: '保管されたファイルは安全です。もう一度試し、また止まる場合はページを再読み込みしてください。',
  },
  internal: {
    title: 'このページで問題が起きました。',
    advice: tryAgain,
  },
};

const pastedKinds: Readonly<Record<string, string>> = {
  secret: '封印されたシークレット',
  text: 'テキストとして封印されたもの',
  'rsa-secret': 'ここで公開鍵により封印されたシークレット',
  'key-pair': 'ここで作られたキーペア',
  'public-key': '2,048、3,072、4,096 ビットの RSA 公開鍵',
  message: '封印されたメッセージの base64',
  'wrapped-key': 'ラップされたキーまたは封印されたメッセージ',
};

const serviceNames: Readonly<Record<string, string>> = {
  s3: 'ストレージ（Amazon S3）',
  kms: 'キーサービス（AWS KMS）',
  cognito: 'アクセスサービス（Amazon Cognito）',
  sts: 'ストレージのアクセスサービス（STS）',
  'sign-in': 'サインインサービス',
};

function frame(details: ErrorDetails, phrase: (place: string) => string): string {
  return numbered(details['frame'], (number) => phrase(`フレーム ${formatCount(number)}`));
}

/** The Japanese sentences for a failure. */
export const describeError = describeBy(texts);
