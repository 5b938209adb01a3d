import type { Messages } from '../shape.ts';
import { bothUses, openingOnly, sealingOnly } from '../uses.ts';
import { formatCount } from './figures.ts';

/** The screen that explains envelope encryption, in Japanese. */
export const howText: Messages['how'] = {
  inWords: '文章で読む',
  ways: { seal: '封印', open: '開封' },

  sample: {
    seal: '小さな見本を封印',
    name: 'sealdrop-mihon.txt',
    content: 'しくみを見るために封印する、小さなファイルです。\n',
  },

  envelope: {
    title: 'エンベロープ暗号化の実際',
    lead: 'KMS はあなたのファイルを見ることがなく、ストレージはあなたのキーを見ることがありません。図は最新の転送を追い、見て取れるように、それぞれの段階で少し止まります。',
    wayLabel: '図に示す向き',
    nothing: '今は何も動いていません。',
    following: {
      seal: (name) => `${name} を封印しています`,
      open: (name) => `${name} を開封しています`,
    },
    finished: {
      seal: (name) => `${name} を封印して保管しました。`,
      open: (name) => `${name} を開封して検証しました。`,
    },
    stopped: (name) => `${name} はここで止まりました。`,
    held: (name) => `${name} は待っています。`,
    lastCall: (operation, duration, count) =>
      `${operation}${duration === null ? ' 実行中' : `、${duration}`}${count > 1 ? `、これまでに ${formatCount(count)} 件のリクエスト` : ''}`,
    announce: (step, all, place) => `${all} 段階中 ${step}：${place}`,
    allDone: { seal: '封印して保管しました。', open: '開封して検証しました。' },
    steps: { seal: 'ファイルが封印されるまで', open: 'ファイルが開くまで' },
    states: { active: '現在', done: '完了' },
    where: {
      file: 'この端末',
      kms: 'AWS KMS',
      vault: 'このブラウザー',
      message: 'このブラウザー',
      store: 'Amazon S3',
    },
    places: {
      file: 'あなたのファイル',
      kms: 'データキー',
      vault: '金庫ワーカー',
      message: 'メッセージ',
      store: 'ストレージ',
    },
    says: {
      seal: {
        file: '少しずつ読み取られます。そのバイトを見るのは金庫ワーカーだけです。',
        kms: 'GenerateDataKey が新しい 256 ビットのキーを作り、平文のものと、暗号化コンテキストとともに KMS キーでラップしたものの二つを渡します。',
        vault:
          '平文のキーを書き出せない形で取り込み、そのバイトを上書きして消し、ファイルをフレームに分けて封印します。',
        message:
          'ラップされたキー、コンテキスト、コミットメントを持つヘッダーと、それに続く封印されたフレームです。',
        store:
          'メッセージをパートごとに受け取り、それぞれのチェックサムを検証します。開けるためのものは何も持ちません。',
      },
      open: {
        store: 'メッセージの最初のバイトを渡し、続いて残りを範囲ごとに渡します。',
        message:
          'ヘッダーには KMS キー、コンテキスト、ファイルのあるべき場所が記されており、場所が照合されます。',
        kms: 'Decrypt が、まさにこのコンテキストで、あなたのためにだけデータキーをアンラップします。',
        vault:
          'コミットメントを照合し、ヘッダーの認証タグを検証し、フレームごとの認証タグを検証してから渡します。',
        file: 'フレームごとに書き込まれ、最後のフレームが検証されて初めて完全になります。',
      },
    },
    holds: {
      dataKey: 'データキー（平文）',
      wrappedKey: 'ラップされたキー',
      importedKey: 'データキー（書き出し不可）',
      overwritten: 'データキー（破棄済み）',
      header: 'ヘッダー',
      frame: (number) => `フレーム ${number}`,
      finalFrame: '最終',
    },
  },

  ideas: [
    {
      title: 'なぜエンベロープか',
      says: [
        'KMS が一度に暗号化できるのは 4,096 バイトまでで、そのキーは外に出ません。そこで、新しいデータキーがこの端末の速さでファイルに鍵をかけ、KMS はそのデータキーだけに鍵をかけます。',
        '鍵のかかったキーは、鍵のかかったファイルとともに運ばれます。KMS キーを使える人は、キーを開け、それでファイルを開けます。その使用は一つずつ CloudTrail に記されます。',
      ],
    },
    {
      title: 'キーコミットメント',
      says: [
        'AES-GCM だけでは、暗号文は一つのキーに結び付きません。二つのキーで二つの異なる内容に開くバイト列を作ることができます。',
        'そのためヘッダーには、データキーから導いた 32 バイトが入っています。復号の前にそれを照合するので、メッセージは一つのキーでしか開きません。',
      ],
    },
    {
      title: '暗号化コンテキスト',
      says: [
        '秘密ではないものの、ともに封じ込められる名前と値です。あなたの場合は、所有者とファイルの場所です。KMS は、ラップしたときとまったく同じコンテキストでなければキーをアンラップしません。',
        'ロールのポリシーは、所有者があなたであることを求めます。誤って公開されたバケットがあっても、ファイルは開きません。コンテキストは CloudTrail に現れるため、秘密は入れません。',
      ],
    },
  ],

  keys: {
    title: '対称と非対称',
    lead: 'KMS には両方の種類があります。違いは、誰がキーを持てるか、つまり誰が封印できるかです。',
    wayLabel: '示す使い方',
    does: { seal: '封印する', open: '開く' },
    rests: '不要',
    question: '問い',
    symmetric: {
      title: '対称',
      seal: '封印も開封も KMS に求めます。KMS のただ一つのキーがデータキーをラップし、外に出ることはありません。',
      open: 'アンラップできるのは KMS だけで、同じコンテキストでの Decrypt をポリシーが許す人のために行います。',
      holders: [
        { who: 'AWS KMS', holds: 'キー', secret: true, uses: bothUses },
        { who: 'サインインしたあなた', holds: '求める権限', secret: false, uses: bothUses },
      ],
    },
    asymmetric: {
      title: '非対称',
      seal: '公開鍵を持つ人なら誰でも、オフラインで、AWS アカウントなしに封印できます。',
      open: '開けるのは KMS だけです。秘密鍵は外に出ず、Decrypt を呼べる人だけが応じてもらえます。',
      holders: [
        { who: '誰でも', holds: '公開鍵', secret: false, uses: sealingOnly },
        { who: 'AWS KMS', holds: '秘密鍵', secret: true, uses: openingOnly },
      ],
    },
    rows: [
      {
        question: '封印できる人',
        symmetric: 'GenerateDataKey または Encrypt を呼べる人',
        asymmetric: '公開鍵を持つすべての人',
      },
      {
        question: '開ける人',
        symmetric: 'Decrypt を呼べる人',
        asymmetric: 'Decrypt を呼べる人',
      },
      { question: 'AWS なしで', symmetric: 'どちらもできない', asymmetric: '封印はできるが、開けない' },
      {
        question: '一度の呼び出しの上限',
        symmetric: '4,096 バイト',
        asymmetric: '190、318、446 バイト（RSA 2048、3072、4096、SHA-256 の OAEP）',
      },
      {
        question: 'それより大きいもの',
        symmetric: 'ラップしたデータキーで：大きさを問わない',
        asymmetric: '公開鍵でラップしたデータキーで：大きさを問わない',
      },
      {
        question: '暗号化コンテキスト',
        symmetric: 'KMS が確認する',
        asymmetric: 'KMS は知らない。そのハッシュがデータキーとともに封じ込められる',
      },
      {
        question: 'KMS によるローテーション',
        symmetric: 'ある。以前にラップしたキーも引き続き開ける',
        asymmetric: 'ない。新しいキーと、配り直す公開鍵が要る',
      },
    ],
  },
};
