import type { WaitReason } from '../en/transfers.ts';
import type { Messages } from '../shape.ts';
import { formatCount, formatSize } from './figures.ts';

const files = (count: number) => `${formatCount(count)} 個のファイル`;

const waitReasons: Readonly<Record<WaitReason, string>> = {
  offline: 'ネットワークがありません',
  unreachable: 'AWS から応答がありません',
  'service-failed': 'AWS に障害があります',
  throttled: 'AWS がリクエストを減らすよう求めています',
};

/** The transfers panel in Japanese. */
export const transfersText: Messages['transfers'] = {
  label: '転送',
  empty: '封印や開封の進みぐあいが、ここに表示されます。',
  sealing: '封印',
  opening: '開封',
  sealedOf: (done, total) => `${formatCount(total)} 個中 ${formatCount(done)} 個を封印済み`,
  openedOf: (done, total) => `${formatCount(total)} 個中 ${formatCount(done)} 個を開封済み`,
  failedCount: (count) => `失敗 ${formatCount(count)}`,
  pausedCount: (count) => `一時停止 ${formatCount(count)}`,

  openedArchive: (count, bytes) => `${files(count)}を検証しました、${formatSize(bytes)}`,
  inFile: (name) => `問題のファイル：${name}`,
  leaveOut: '除外する',
  leaveOutNamed: (name) => `除外してもう一度試す：${name}`,
  leftOut: (count) => `${files(count)}は入っていません`,
  leftOutNote: {
    name: 'このアーカイブにないもの.txt',
    heading: '次のファイルは開けなかったため、このアーカイブに入っていません：',
  },
  taken: (count) => `${files(count)}の名前は、そこですでに使われています。`,
  takenAdvice:
    '置き換えられたものは、ストレージがバージョンを残している場合、以前のバージョンとして残ります。',
  replace: '置き換える',
  replaceNamed: (name) => `${name} を置き換える`,
  keepBoth: '両方残す',
  keepBothNamed: (name) => `両方残す：${name}`,
  skip: 'スキップ',
  skipNamed: (name) => `${name} をスキップ`,
  replaceAll: 'すべて置き換える',
  keepBothAll: 'すべて両方残す',
  skipAll: 'すべてスキップ',
  all: 'すべての転送',
  toTop: (name) => `先頭へ：${name}`,
  earlier: (name) => `前へ：${name}`,
  later: (name) => `後へ：${name}`,
  placeNow: (place, count) => `現在 ${formatCount(count)} 件中 ${formatCount(place)} 番目です。`,
  notifyEnd: 'すべて終わったら知らせる',
  noticesRefused: 'このブラウザーでは、ページが通知を表示できません。このサイトの設定で変更できます。',
  endNotice: (done, failed) =>
    failed === 0
      ? `${files(done)}が終わりました。`
      : `${files(done)}が終わり、${formatCount(failed)} 個が失敗しました。`,
  groupOf: files,
  groupDone: (done, total) => `${files(total)}のうち ${formatCount(done)} 個`,
  showFiles: (name) => `${name} のファイルを表示`,
  hideFiles: (name) => `${name} のファイルを隠す`,
  changedNames: (count) => `${formatCount(count)} 個の名前を変更しました`,
  changedWhy: 'この端末では、そのままの名前を使えませんでした。',
  failedFirst: (count, title) => `${formatCount(count)} 個が失敗しました。${title}`,

  queued: '順番を待っています',
  preparingSeal: 'キーを取得しています',
  preparingOpen: 'キーをアンラップしています',
  checkingSeal: '保管されたものと照合しています',
  checkingOpen: '前に保存したものを確認しています',
  restarting: 'このページの障害から再開しています',
  pausing: '一時停止しています…',
  resuming: '再開しています…',
  paused: '一時停止中',
  pausedAt: (moved, total) => `一時停止中（${total} 中 ${moved}）`,
  waiting: (reason, seconds) =>
    seconds === null
      ? `${waitReasons[reason]}。回復したら続けます。`
      : seconds === 0
        ? `${waitReasons[reason]}。もう一度試しています…`
        : `${waitReasons[reason]}。次の試行まで ${seconds < 60 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分`}`,
  finishingSeal: 'アップロードを完了しています',
  finishingOpen: 'ファイルを渡しています',
  cancelling: 'キャンセルしています…',
  discarding: '破棄しています…',
  sealed: (bytes) => `封印して保管しました、${formatSize(bytes)}`,
  opened: (bytes) => `開封して検証しました、${formatSize(bytes)}`,
  cancelled: 'キャンセルしました。何も残っていません。',
  kept: 'ここまでの分は残っています。',
  movedOf: (moved, total) => `${total} 中 ${moved}`,
  timeLeft(left) {
    if (left.unit === 'moment') return '残りわずか';
    if (left.unit === 'seconds') return `残り ${left.count} 秒`;
    if (left.unit === 'minutes') return `残り ${left.count} 分`;
    return left.minutes === 0 ? `残り ${left.count} 時間` : `残り ${left.count} 時間 ${left.minutes} 分`;
  },

  pauseNamed: (name) => `${name} を一時停止`,
  resume: '再開',
  resumeNamed: (name) => `${name} を再開`,
  cancel: 'キャンセル',
  cancelNamed: (name) => `${name} をキャンセル`,
  retry: 'もう一度試す',
  retryNamed: (name) => `もう一度試す：${name}`,
  openAnyway: 'それでも開く',
  openAnywayNamed: (name) => `それでも開く：${name}`,
  saveAgain: 'もう一度保存',
  saveAgainNamed: (name) => `もう一度保存：${name}`,
  discard: '破棄',
  discardNamed: (name) => `${name} を破棄`,
  dismiss: '閉じる',
  dismissNamed: (name) => `${name} を閉じる`,
  pauseAll: 'すべて一時停止',
  resumeAll: 'すべて再開',
  cancelAll: 'すべてキャンセル',
  retryFailed: '失敗したものをもう一度',
  clearFinished: '完了したものを消す',
  hidden: (count) => `ほか ${files(count)}（表示していません）`,

  announceSealed: (name) => `${name} を封印して保管しました。`,
  announceOpened: (name) => `${name} を開封して検証しました。`,
  announceMany: (sealed, opened) =>
    [
      sealed > 0 ? `${files(sealed)}を封印しました。` : '',
      opened > 0 ? `${files(opened)}を開封しました。` : '',
    ]
      .join(' ')
      .trim(),
  announcePaused: (count) => `${files(count)}を一時停止しました。`,
  announceWaiting: (reason) => `${waitReasons[reason]}。転送は自動で続きます。`,
};
