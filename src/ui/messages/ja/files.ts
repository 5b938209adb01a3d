import type { Messages } from '../shape.ts';
import { formatCount } from './figures.ts';

const files = (count: number) => `${formatCount(count)} 個のファイル`;

function contents(folderCount: number, fileCount: number): string {
  return [
    folderCount > 0 ? `${formatCount(folderCount)} 個のフォルダー` : '',
    fileCount > 0 ? files(fileCount) : '',
  ]
    .filter((part) => part !== '')
    .join('、');
}

/** The stored files in Japanese. */
export const filesText: Messages['files'] = {
  label: '保管されたファイル',
  folderPath: 'フォルダー',
  top: 'すべてのファイル',
  name: '名前',
  size: 'サイズ',
  date: '保管日時',
  actions: '操作',
  select: (name) => `${name} を選択`,
  selectAll: 'すべて選択',
  sortBy: (column) => `${column}で並べ替え`,
  folder: 'フォルダー',
  open: '開く',
  openNamed: (name) => `${name} を開く`,
  openFolder: (name) => `フォルダー ${name} を開く`,
  inspect: '検査',
  inspectNamed: (name) => `${name} を検査`,
  refresh: 'リストを再読み込み',
  storageUse: 'ストレージ使用量',
  thumbnails: 'サムネイル',
  thumbnailsOn: '一覧に画像を小さく表示する',
  thumbnailsCost:
    'そのために各画像を 1 回開きます（KMS Decrypt 1 回とそのバイト数がかかります）。縮小した画像は、オフにするかサインアウトするまで、封印してこのデバイスに残します。',
  newFolder: '新しいフォルダー',
  newFolderName: 'フォルダーの名前',
  makeFolder: 'フォルダーを作る',
  find: 'このフォルダー内を検索',
  askWhere: '大きなファイルの保存先を尋ねる',
  loading: 'ファイルを読み込んでいます…',
  loadingRest: '続きを読み込んでいます…',
  count: contents,
  countSoFar: (folderCount, fileCount) => `現在 ${contents(folderCount, fileCount)}…`,
  found: (count) => (count === 0 ? '見つかりません' : `${formatCount(count)} 件見つかりました`),
  selected: (count, size) => `${formatCount(count)} 件を選択中${size === null ? '' : `、${size}`}`,
  clearSelection: '選択を解除',
  openSelected: (count) => (count === 1 ? '開く' : `${formatCount(count)} 件を開く`),
  moreFor: (name) => `${name} のその他の操作`,
  acts: {
    open: '開く',
    into: 'フォルダーに開く',
    archive: '一つの ZIP として開く',
    view: '表示',
    inspect: '検査',
    rename: '名前を変更',
    move: '移動',
    versions: 'バージョン',
    remove: '削除',
  },
  archiveName: 'Sealdrop のファイル',
  openings: {
    planning: '選ばれたものを調べています…',
    taken: (taken, total) =>
      `${files(total)}のうち ${formatCount(taken)} 個は、すでにそのフォルダーにあります。`,
    nothing: '開けるものがありません。',
  },
  newName: '新しい名前',
  moveTitle: (count) => (count === 1 ? '移動先' : `${formatCount(count)} 件の移動先`),
  moveHere: 'ここへ移動',
  noFolders: 'ここにフォルダーはありません。',
  removeTitle: (count) =>
    count === 1 ? 'これを削除しますか？' : `この ${formatCount(count)} 件を削除しますか？`,
  removeAdvice: (hasFolder) =>
    `${hasFolder ? 'フォルダーは、中身ごと削除されます。' : ''}ストレージがバージョンを残している場合は、元に戻せます。`,
  andMore: (count) => `ほか ${formatCount(count)} 件`,
  versionsOf: 'バージョン：',
  versionsAdvice: '復元すると、そのコピーが最新になります。ほかのバージョンは残ります。',
  latest: '最新',
  deletedThen: '削除済み',
  restore: '復元',
  restoreNamed: (date) => `${date} のバージョンを復元`,
  filing: {
    working: {
      remove: (count) => `${formatCount(count)} 件を削除しています…`,
      restore: (count) => `${formatCount(count)} 件を復元しています…`,
      move: (count) => `${formatCount(count)} 件を移動しています…`,
    },
    done: {
      remove: (count) => `${files(count)}を削除しました。`,
      restore: (count) => `${files(count)}を復元しました。`,
      move: (count) => `${files(count)}を移動しました。`,
      rename: (count) => `${files(count)}の名前を変更しました。`,
    },
    taken: '移動先ですでに使われている名前があります。',
    failed: (count) => `${files(count)}は処理できませんでした：`,
    undo: '元に戻す',
    replace: '置き換える',
    keepBoth: '両方残す',
    skip: 'スキップ',
  },
  noDate: '日時不明',
  added: '新規',
  emptyTitle: 'まだ何も保管されていません',
  emptySteps: [
    'このページのどこかにファイルをドロップするか、ファイルを選んでください。',
    'そのファイル専用のキーでここで封印してから、保管します。',
    'いつでも開き直したり、キーを検査したりできます。',
  ],
  emptyFolderTitle: 'このフォルダーは空です',
  emptyFolderSteps: ['ここにファイルをドロップすると、このフォルダーに封印されます。'],
  nothingFound: (find) => `「${find}」を含む名前はここにありません。`,
};
