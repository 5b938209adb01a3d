import type { Messages } from '../shape.ts';
import { formatCount, sizeBefore } from './figures.ts';

const frames = (count: number) => `${formatCount(count)} フレーム`;

/** The map of the whole message, and verifying frames, in Japanese. */
export const framesText: Messages['inspection']['frames'] = {
  title: 'フレーム',
  about:
    '内容はフレームごとに、それぞれの IV と認証タグで封印されています。どの部分も、単独で読んで確認できます。',
  unframed: 'このメッセージは一つのブロックで、フレームに分かれていません。',
  unknown: 'フレームの位置はわかりません。このヘッダーを持つ完全なメッセージの大きさではありません。',
  signed: 'フレームの終わりは大きさからはわかりません。このメッセージは、長さの決まらない署名で終わります。',
  map: (header, regular, frameLength, final) =>
    `${sizeBefore(header)}のヘッダー、続いて${
      regular === 0 ? '' : `${sizeBefore(frameLength)}が ${frames(regular)}、`
    }最後に ${sizeBefore(final)}のフレーム。`,
  header: 'ヘッダー',
  regular: 'フレーム',
  final: '最終フレーム',
  list: 'メッセージのフレーム',
  nth: (place) => `フレーム ${formatCount(place)}`,
  isFinal: '最終',
  goTo: 'フレーム',
  go: '移動',
  reading: '読んでいます…',
  notRead: 'まだ読んでいません',
  read: 'IV と認証タグを読む',
  offset: '位置',
  length: '保管サイズ',
  plaintextLength: '平文',
  sequence: 'シーケンス番号',
  iv: 'IV',
  tag: '認証タグ',
  unverified: '保管されたままの値です。本物かどうかは、フレームを検証するとわかります。',
  verifyOne: 'このフレームを検証',
};

export const verifyText: Messages['inspection']['verify'] = {
  title: '内容を検証',
  about:
    'フレームを範囲ごとに読み、この端末で認証タグを確認します。平文は検証しながら捨て、何も保存しません。',
  sample: '抜き取りで検証',
  sampleAbout: (others) => `最初と最後のフレーム、それに抽選で最大 ${formatCount(others)} 個。`,
  all: 'すべて検証',
  allAbout: (size) => `最後まですべてのフレーム：全体の ${sizeBefore(size)}を読みます。`,
  stop: '中止',
  stopping: '中止しています…',
  again: 'もう一度検証',
  starting: 'ヘッダーを確認しています…',
  progress: '検証',
  framesOf: (done, chosen) => `${frames(chosen)}中 ${formatCount(done)}`,
  failedSoFar: (count) => `不合格 ${formatCount(count)}`,
  result: {
    complete: 'メッセージの最後まで、すべてのフレームを検証しました。',
    all: (count) => `${frames(count)}を検証し、不合格はありません。`,
    stopped: (verified, chosen) =>
      `中止：${frames(chosen)}中 ${formatCount(verified)} を検証し、不合格はありません。`,
    failed: (failed, verified) =>
      `${formatCount(failed)} 件の確認が不合格、${frames(verified)}を検証しました。`,
    none: '前の確認が不合格だったため、フレームは検証していません。',
    notTried: 'KMS がラップしたキーがないため、フレームを検証できませんでした。',
  },
  report: {
    title: 'レポート',
    what: '検証対象',
    whatOne: (place) => `フレーム ${formatCount(place)}`,
    whatSample: '抜き取り',
    whatAll: 'すべて',
    started: '開始',
    took: '所要時間',
    seconds: (value) => `${value} 秒`,
    frames: 'フレーム',
    bytesRead: '読み取り',
    bytesVerified: '検証した平文',
    failures: '不合格',
    failure: (place) => (place === null ? 'メッセージ' : `フレーム ${formatCount(place)}`),
    moreFailures: (count) => `ほか ${formatCount(count)} 件（一覧にありません）`,
    save: 'レポートを保存',
  },
};
