import type { Messages } from '../shape.ts';
import { formatBytesExactly, formatCount } from './figures.ts';

type BytesText = Messages['inspection']['bytes'];

const fields: BytesText['fields'] = {
  version: { name: 'バージョン', meaning: 'メッセージの形式です。1、またはキーコミットメントのある 2。' },
  type: { name: '種別', meaning: '形式 1 では常に 80：顧客の、認証付きで暗号化されたデータ。' },
  suite: {
    name: 'アルゴリズムスイート',
    meaning: 'メッセージが使う暗号、キー導出、コミットメント、署名を示します。',
  },
  'message-id': {
    name: 'メッセージ ID',
    meaning: '乱数で、キー導出のソルトです。二つのメッセージがコンテンツキーを共有することはありません。',
  },
  'context-length': { name: 'コンテキスト長', meaning: '暗号化コンテキストのバイト数です。' },
  'context-count': { name: 'コンテキストの組数', meaning: '続く名前と値の組の数です。' },
  'context-name-length': { name: '名前の長さ', meaning: '名前のバイト数です。' },
  'context-name': {
    name: 'コンテキスト名',
    meaning:
      '暗号化コンテキストの名前です。秘密ではありませんが、KMS はまさにこれでだけキーをアンラップします。',
  },
  'context-value-length': { name: '値の長さ', meaning: '値のバイト数です。' },
  'context-value': {
    name: 'コンテキスト値',
    meaning:
      '暗号化コンテキストの値です。秘密ではありませんが、KMS はまさにこれでだけキーをアンラップします。',
  },
  'key-count': {
    name: 'ラップされたキー数',
    meaning: '続くラップされたキー（暗号化されたデータキー）の数です。どれか一つでメッセージが開きます。',
  },
  'provider-id-length': { name: 'プロバイダー長', meaning: 'プロバイダー名のバイト数です。' },
  'provider-id': {
    name: 'キープロバイダー',
    meaning: 'データキーをラップしたもの：AWS KMS、またはほかのもの。',
  },
  'provider-info-length': { name: 'キー名の長さ', meaning: 'キー名のバイト数です。' },
  'provider-info': {
    name: 'キー名',
    meaning: 'プロバイダーのどのキーがラップしたか。KMS では、Decrypt を求めるときの ARN です。',
  },
  'wrapped-key-length': { name: 'ラップされたキーの長さ', meaning: 'ラップされたキーのバイト数です。' },
  'wrapped-key': {
    name: 'ラップされたキー',
    meaning:
      'メッセージ自身のデータキーを暗号化したものです。ラップに使ったキーを持つ者だけがアンラップできます。',
  },
  'content-type': {
    name: 'コンテンツ種別',
    meaning: '内容がフレームに分かれているか（2）、一つのブロックか（1）。',
  },
  reserved: { name: '予約', meaning: '形式 1 にある、後のために取ってある 4 つのゼロバイトです。' },
  'iv-length': { name: 'IV 長', meaning: '各 IV のバイト数です。常に 12。' },
  'frame-length': {
    name: 'フレーム長',
    meaning: '最後を除く各フレームが持つ平文のバイト数です。',
  },
  commitment: {
    name: 'コミットメント',
    meaning: 'データキーから導かれます。ほかのキーではこのメッセージを別の内容に開けないことを証明します。',
  },
  'header-iv': { name: 'ヘッダー IV', meaning: 'ヘッダーの認証タグを作るのに使った IV です。' },
  'header-tag': {
    name: 'ヘッダー認証タグ',
    meaning: 'それより前のすべてのバイトから、データキーで作られます。1 ビットでも変わると検証できません。',
  },
};

/** The byte map in Japanese. */
export const bytesText: BytesText = {
  title: 'ヘッダーのバイト',
  about:
    '項目を選ぶとそのバイトが、バイトを選ぶとその項目がわかります。矢印キーで、リストとバイトの中を動けます。',
  none: '示せるヘッダーがありません。',
  cut: (read) =>
    `ヘッダーとして読めたのは最初の ${formatBytesExactly(read)}だけです。その後で切れているか、壊れています。`,
  partly: (shown, length) =>
    `${formatBytesExactly(length)}のうち最初の ${formatBytesExactly(shown)}を示しています。項目が多すぎて、一つのページに収まりません。`,
  bytes: 'ヘッダーのバイト',
  fieldList: 'ヘッダーの項目',
  legend: '色',
  fields,
  groups: {
    format: 'バージョンとスイート',
    'message-id': 'メッセージ ID',
    context: '暗号化コンテキスト',
    keys: 'ラップされたキー',
    content: '内容',
    commitment: 'コミットメント',
    authentication: '認証',
  },
  nth: (name, index) => `${name} ${formatCount(index)}`,
  place: (offset, length) =>
    length === 0
      ? `位置 ${formatCount(offset)}、空`
      : length === 1
        ? `バイト ${formatCount(offset)}`
        : `バイト ${formatCount(offset)}–${formatCount(offset + length - 1)}`,
  length: (bytes) => formatBytesExactly(bytes),
  value: '値',
  offset: '位置',
  group: '部分',
  lengthName: '長さ',
  byte: (offset, hex, value) =>
    `バイト ${formatCount(offset)}（0x${offset.toString(16)}）：${hex}、10 進 ${value}`,
  empty: '空',
  pages: {
    previous: '前へ',
    next: '次へ',
    previousOf: (what) => `前へ：${what}`,
    nextOf: (what) => `次へ：${what}`,
    shown: (from, to, count) => `${formatCount(count)} 件中 ${formatCount(from)}–${formatCount(to)}`,
  },
};
