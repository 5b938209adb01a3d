import type { Messages } from '../shape.ts';
import { callsText } from './calls.ts';
import { describeError } from './errors.ts';
import { formatCount } from './figures.ts';
import { filesText } from './files.ts';
import { howText } from './how.ts';
import { inspectionText } from './inspection.ts';
import { ownText } from './own-credentials.ts';
import { storageText } from './storage.ts';
import { transfersText } from './transfers.ts';
import { unfinishedText } from './unfinished.ts';
import { viewText } from './view.ts';

/** Every sentence of the page in Japanese. The words for each thing: docs/words.md. */
export const ja: Messages = {
  locale: 'ja',
  describeError,
  product: 'Sealdrop',
  close: '閉じる',
  cancel: 'キャンセル',
  tryAgain: 'もう一度試す',
  reload: 'ページを再読み込み',
  technicalDetails: '技術情報',
  unnamed: '（名前なし）',

  screens: {
    label: 'Sealdrop の画面',
    loading: '読み込み中…',
    files: 'ファイル',
    inspect: '検査',
    keys: 'キー作業台',
    calls: '呼び出し',
    how: 'しくみ',
    doctor: '診断',
    runDoctor: '何が問題か調べる：診断を実行',
    back: '戻る',
  },

  session: {
    starting: '起動しています…',
    connecting: (name) => `${name} としてサインインしました。AWS へのアクセスを取得しています…`,
    signingIn: 'サインインへ移動しています…',
    signIn: 'サインイン',
    signOut: 'サインアウト',
    signInAgain: 'もう一度サインイン',
    signedInAs: 'サインイン中のユーザー',
    expiredTitle: 'セッションが終了しました',
    expiredAdvice:
      '続けるには、もう一度サインインしてください。保管されたファイルは安全です。転送中だったものは「未完了」に表示されます。',
    expiredBanner: 'セッションが終了しました。続けるには、もう一度サインインしてください。',
    signedOutBanner: 'サインアウトしました。このブラウザーにファイルの内容は残りません。',
    leaveTitle: (live) => (live > 0 ? 'まだ転送中のファイルがあります' : '未完了の転送があります'),
    leaveAdvice: (live, unfinished) =>
      `サインアウトすると、${[
        live > 0 ? `${formatCount(live)} 件の転送が中止され` : '',
        unfinished > 0 ? `後で続けられる ${formatCount(unfinished)} 件の転送が破棄され` : '',
      ]
        .filter((part) => part !== '')
        .join('、')}ます。途中のものは残りません。保管されたファイルはそのままです。`,
    leaveStay: 'とどまる',
    leaveAnyway: '中止してサインアウト',
    discardAnyway: '破棄してサインアウト',
    leaving: 'サインアウトしています…',
  },

  offline: {
    start: 'オフラインです。サインインや、ファイルの封印・開封には接続が必要です。',
    here: 'オフラインです。転送は待機し、自動的に再開します。この端末のファイルは「検査」で確認できます。一覧、封印、開封には接続が必要です。',
    alone:
      'オフラインです。ファイル自身が示す内容だけを表示します。検証や開封には、AWS KMS から鍵を取得する必要があります。',
    lookInto: 'この端末の封印済みファイルを調べる',
  },

  own: ownText,

  welcome: {
    title: 'あなただけが開けるファイル。',
    lead: 'Sealdrop は、ファイルがこの端末を離れる前にブラウザーの中で一つずつ鍵をかけ、あなた自身の AWS アカウントに保管します。途中の誰にも読めません。ネットワークにも、ストレージにも、私たちにも。',
    points: [
      {
        title: '端末の中で鍵をかける',
        text: '暗号化はこのページの中で行われます。外に出るのは封印されたバイトだけです。',
      },
      {
        title: 'ファイルごとに使い切りのキー',
        text: 'AWS KMS がファイルごとに新しいキーを作り、ラップしてファイルのそばに置きます。',
      },
      {
        title: '私たちがいなくても開ける',
        text: '保管されるファイルは、標準の AWS Encryption SDK メッセージです。AWS のツールでも開けます。',
      },
    ],
  },

  drop: {
    label: 'ファイルを封印',
    title: 'ファイルやフォルダーをドロップ',
    text: 'この端末で封印してから保管します。',
    choose: 'ファイルを選ぶ',
    overlay: 'ドロップして封印',
    overlayText: 'ファイルごとに専用のキーが作られます。',
    chooseFolder: 'フォルダーを選ぶ',
    alreadySealed: (names) =>
      `${formatCount(names.length)} 件はすでに封印されたファイルで、そのままもう一度封印しました：${names.slice(0, 3).join('、')}${names.length > 3 ? ' …' : ''}。封印されたファイルの中を調べたり開いたりするには「検査」を使ってください。`,
    unreadable: (paths) =>
      `${formatCount(paths.length)} 件は読み取れなかったため、除外しました：${paths.slice(0, 3).join('、')}${paths.length > 3 ? ' …' : ''}`,
    dismiss: '閉じる',
  },

  storage: storageText,

  files: filesText,
  view: viewText,
  transfers: transfersText,
  unfinished: unfinishedText,

  crash: {
    title: 'このページが動かなくなりました。',
    advice: 'ページを再読み込みしてください。保管されたファイルは安全です。',
    partMissing: 'アプリのこの部分を読み込めませんでした。',
    partMissingAdvice:
      'ほかの部分はそのまま動いています。オンラインに戻っても読み込めないときは、新しいバージョンがあるかもしれません。ページを再読み込みしてください。',
  },

  inspection: inspectionText,
  calls: callsText,
  how: howText,

  config: { title: 'Sealdrop を起動できません' },

  choices: {
    language: '言語',
    look: '外観',
    looks: { system: 'システムに合わせる', light: 'ライト', dark: 'ダーク' },
  },
};
