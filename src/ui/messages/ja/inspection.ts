import type { Messages } from '../shape.ts';
import { formatBytesExactly, formatCount } from './figures.ts';
import { bytesText } from './inspection-bytes.ts';
import { flipText } from './inspection-flip.ts';
import { framesText, verifyText } from './inspection-frames.ts';
import { kmsKeyText, storageText } from './inspection-services.ts';

/** The Japanese words of the inspection panel. */
export const inspectionText: Messages['inspection'] = {
  title: (name) => `${name} を検査`,
  loading: 'ヘッダーを読んでいます…',
  again: 'もう一度検査',
  close: '閉じる',
  copy: 'コピー',
  copyNamed: (what) => `${what}をコピー`,
  copied: 'コピーしました',
  copyFailed: 'コピーできませんでした',
  unknown: '記載なし',
  none: 'なし',
  yes: 'はい',
  no: 'いいえ',
  location: '保管場所',
  sections: '検査の各部',
  decoded: 'base64 からデコードしました。位置はデコード後のバイトで数えます。',

  screen: {
    title: 'メッセージを検査',
    lead: 'AWS Encryption SDK のメッセージを、ファイルまたは base64 で選んでください。このブラウザーの中で読み取ります。外に送るのは、ラップされたキーとそのコンテキストだけで、KMS がアンラップします。',
    choose: 'メッセージを選ぶ',
    paste: 'base64 を貼り付け',
    pasteLabel: 'メッセージの base64',
    pasteLook: 'このテキストを検査',
    pasted: '貼り付けたテキスト',
    dropTitle: 'メッセージをドロップして検査',
    dropText:
      '形式 1 または 2、スイートは問いません。封印されたファイルもこのメッセージです。ファイルのリストで「検査」を選んでください。',
    overlay: 'ドロップして検査',
    overlayText: 'ここで読み取ります。KMS に送るのは、ラップされたキーだけです。',
    manyDropped: '一度に検査できるのは一つです。最初のものを使いました。',
    other: '別のメッセージ',
    about: [
      {
        title: 'すべてのバイトを見る',
        text: 'ヘッダーを項目ごとに：コンテキスト、ラップされたキー、コミットメント、認証タグ。',
      },
      {
        title: '信頼の連鎖をたどる',
        text: 'KMS がキーをアンラップし、コミットメントが一致し、ヘッダーの認証タグ、続いて各フレームが検証されます。',
      },
      { title: 'ビットを反転する', text: 'コピーを書き換えて、どの確認が見つけるかを見ます。' },
    ],
  },

  open: {
    label: 'このファイルを開く',
    open: '開く',
    openNamed: (name) => `${name} を開く`,
    about:
      'KMS がキーをアンラップし、すべてのフレームを検証してからファイルとして扱います。終わる前にページを離れると、最初からやり直しになります。',
    stated:
      '端末上のファイルはストレージのどの場所にもないため、記されている場所との比較はしていません。古いバージョンの可能性があります。記されている場所:',
    offline:
      'オフラインでは開けません。AWS KMS がキーをアンラップする必要がありますが、この端末は接続されていません。キーをラップした KMS キー:',
    signedOut:
      '開くにはサインインしてください。AWS KMS がキーをアンラップする必要があり、KMS はサインインした人にだけ応答します。キーをラップした KMS キー:',
    noKey:
      'ここでは開けません。KMS がラップしたキーがありません。キーペア宛てに封印されたものは、KMS が秘密鍵をアンラップするキー作業台で開きます。',
    otherOwner: 'ここでは開きません。ほかの人が封印したと記されています。開けるのはその人だけです:',
  },

  verdict: {
    complete: 'すべてのバイトが本物で、あなたはキーを持っています。',
    verified: 'ヘッダーは本物で、あなたはキーを持っています。',
    failed: 'このメッセージは確認に合格しませんでした。',
    moved: '本物ですが、封印されたときの場所にありません。',
    noKey: 'ヘッダーは読めましたが、KMS がラップしたキーがありません。',
    notTried: 'ヘッダーは読みましたが、確認していません。',
    unreadable: '読み取れる封印済みファイルではありません。',
  },

  chain: {
    title: '信頼の連鎖',
    about: 'それぞれの確認は、その前の確認の上に成り立ちます。今、この端末で行いました。',
    steps: {
      header: {
        name: 'ヘッダーが読める',
        about: 'すべての長さが合い、バージョンとスイートが既知のものです。',
      },
      unwrap: {
        name: 'KMS がキーをアンラップした',
        about: 'あなたがキーを使えること、暗号化コンテキストがラップしたときと同じであることを示します。',
      },
      commitment: {
        name: 'コミットメントが一致する',
        about: 'ほかのキーでは、このメッセージを別の内容に開けないことを示します。',
      },
      'header-tag': {
        name: 'ヘッダーの認証タグが検証された',
        about: 'ヘッダーが 1 ビットも変わっていないことを示します。',
      },
      frames: {
        name: 'フレームの認証タグが検証された',
        about: '内容が、封印されたとおりの順序で最後までそろっていることを示します。',
      },
    },
    passed: '合格',
    failed: '不合格',
    notTried: '未実施',
    why: {
      'earlier-failure': '前の確認が不合格だったため、これは何の証明にもなりません。',
      'no-key': 'KMS がラップしたキーがなく、確認に使えるキーがありませんでした。',
      'not-in-suite': 'このスイートにコミットメントはありません。後から形式に加わったものです。',
      offline:
        '鍵は AWS KMS にあり、この端末はオフラインです。ここでは誰も鍵を取り出せません。下のヘッダーの内容は読み取っただけで、検証していません。',
      'signed-out':
        '鍵は AWS KMS にあり、KMS はサインインした人にだけ応答します。下のヘッダーの内容は読み取っただけで、検証していません。',
      'without-key': '鍵が必要ですが、取得できませんでした。',
      'on-demand': '内容は、ファイルを開くとき、または下で求めたときに確認されます。',
    },
    attempt: (index, outcome) => `ラップされたキー ${formatCount(index)} の KMS Decrypt：${outcome}`,
    unwrapped: 'アンラップ済み',
    refused: '拒否',
    key: 'KMS キー',
    requestId: 'KMS リクエスト',
    took: '所要時間',
    milliseconds: (count) => `${formatCount(Math.round(count))} ミリ秒`,
    contextSent: (pairs) =>
      pairs === 0
        ? '空の暗号化コンテキストを送りました。'
        : `このヘッダーの暗号化コンテキスト（${formatCount(pairs)} 組）を送りました。`,
    noRequest: '示されていません',
    keyLife: (unwrapped, overwritten) =>
      `KMS は ${unwrapped} にデータキーをアンラップしました。書き出せないキーとして取り込まれ、生のバイトは ${overwritten} に上書きして消されました。表示も保管もされず、このページに送られてもいません。`,
    noKeyLife: 'データキーはアンラップされていないので、消すものもありませんでした。',
    hiddenAttempts: (count) => `ほか ${formatCount(count)} 回の試行（表示していません）`,
  },

  message: {
    title: 'メッセージ',
    about: '一つの AWS Encryption SDK メッセージです。ヘッダーの内容は次のとおりです。',
    version: 'バージョン',
    suite: 'アルゴリズムスイート',
    messageId: 'メッセージ ID',
    commitment: 'コミットメント',
    content: '内容',
    framed: 'フレーム分割',
    unframed: '一つのブロック',
    signed: '署名',
    size: 'メッセージのサイズ',
    headerLength: 'ヘッダー',
    frameLength: 'フレーム長',
    frameCount: 'フレーム数',
    plaintextLength: 'ファイルサイズ',
    lengthUnknown: '不明：保管サイズがヘッダーと合いません',
  },

  context: {
    title: '暗号化コンテキスト',
    about:
      '秘密ではありませんが、ともに封じ込められています。KMS はまさにこの値でだけキーをアンラップします。CloudTrail に現れます。',
    name: '名前',
    value: '値',
    empty: '暗号化コンテキストは空です。',
    hidden: (count) => `ほか ${formatCount(count)} 組（下のバイト列にあります）`,
    placement: {
      matches: '場所は、ファイルのある場所と一致します',
      moved: '場所が、ファイルのある場所と一致しません',
      'not-stated': '場所の記載はありません',
    },
    ownership: {
      unknown: 'サインインしていないため、所有者が自分かどうかは照合していません',
      mine: 'あなたが所有者です',
      other: '別の人のものです',
      'not-stated': '所有者の記載はありません',
    },
  },

  wrappedKeys: {
    title: 'ラップされたキー',
    about: 'ファイル自身のキーを、開いてよいキーごとにラップしたものです。どれか一つで足ります。',
    nth: (index) => `キー ${index}`,
    provider: 'プロバイダー',
    arn: 'キーの ARN',
    info: 'プロバイダー情報',
    size: 'ラップ後のサイズ',
    hidden: (count) => `ほか ${formatCount(count)} 個（下のバイト列にあります）`,
  },

  limits: {
    title: '適用される上限',
    about: '形式が許す量と、このメッセージが使っている量です。',
    names: {
      frames: 'フレーム',
      bytes: 'このキーでのバイト数',
      context: '暗号化コンテキスト',
    },
    meanings: {
      frames: 'シーケンス番号は 32 ビットなので、一つのキーで同じ IV が二度使われることはありません。',
      bytes: 'この長さのフレームが最大数あるときの量です。メッセージごとに専用のキーがあります。',
      context: 'ヘッダーに直列化された大きさです。どの実装でも読める量です。',
    },
    used: (used, most) => `${most} 中 ${used}`,
    count: (value) => formatCount(value),
    bytes: (value) => formatBytesExactly(value),
  },

  bytes: bytesText,
  frames: framesText,
  verify: verifyText,
  flip: flipText,
  kmsKey: kmsKeyText,
  storage: storageText,
};
