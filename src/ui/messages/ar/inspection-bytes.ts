import type { Messages } from '../shape.ts';
import { formatBytesExactly, formatCount, isolated } from './figures.ts';

type BytesText = Messages['inspection']['bytes'];

const fields: BytesText['fields'] = {
  version: { name: 'الإصدار', meaning: 'صيغة الرسالة: 1، أو 2 مع الالتزام بالمفتاح.' },
  type: { name: 'النوع', meaning: 'دائمًا 80 في الصيغة 1: بيانات عميل مصادَق عليها ومشفّرة.' },
  suite: {
    name: 'مجموعة الخوارزميات',
    meaning: 'تذكر الشيفرة واشتقاق المفتاح والالتزام والتوقيع التي تستعملها الرسالة.',
  },
  'message-id': {
    name: 'معرّف الرسالة',
    meaning: 'عشوائي، وهو ملح اشتقاق المفتاح: لا تشترك رسالتان في مفتاح محتوى.',
  },
  'context-length': { name: 'طول السياق', meaning: 'عدد البايتات التي يشغلها سياق التشفير.' },
  'context-count': { name: 'أزواج السياق', meaning: 'عدد الأسماء مع قيمها فيما يلي.' },
  'context-name-length': { name: 'طول الاسم', meaning: 'عدد البايتات التي يشغلها الاسم.' },
  'context-name': {
    name: 'اسم في السياق',
    meaning: 'اسم من سياق التشفير: ليس سريًا، لكن KMS لا يفك تغليف المفتاح إلا به بعينه.',
  },
  'context-value-length': { name: 'طول القيمة', meaning: 'عدد البايتات التي تشغلها القيمة.' },
  'context-value': {
    name: 'قيمة في السياق',
    meaning: 'قيمة من سياق التشفير: ليست سرية، لكن KMS لا يفك تغليف المفتاح إلا بها بعينها.',
  },
  'key-count': {
    name: 'المفاتيح المغلَّفة',
    meaning: 'عدد المفاتيح المغلَّفة (مفاتيح البيانات المشفّرة) فيما يلي؛ أي منها يفتح الرسالة.',
  },
  'provider-id-length': { name: 'طول المزوّد', meaning: 'عدد البايتات التي يشغلها اسم المزوّد.' },
  'provider-id': { name: 'مزوّد المفتاح', meaning: 'من غلّف مفتاح البيانات: AWS KMS، أو غيره.' },
  'provider-info-length': { name: 'طول اسم المفتاح', meaning: 'عدد البايتات التي يشغلها اسم المفتاح.' },
  'provider-info': {
    name: 'اسم المفتاح',
    meaning: 'أي مفاتيح المزوّد غلّفه: وهو في KMS ‏ARN الذي يُطلب به Decrypt.',
  },
  'wrapped-key-length': {
    name: 'طول المفتاح المغلَّف',
    meaning: 'عدد البايتات التي يشغلها المفتاح المغلَّف.',
  },
  'wrapped-key': {
    name: 'المفتاح المغلَّف',
    meaning: 'مفتاح بيانات الرسالة نفسها، مشفّرًا: لا يفك تغليفه إلا من يملك المفتاح المغلِّف.',
  },
  'content-type': {
    name: 'نوع المحتوى',
    meaning: 'هل المحتوى مقسّم إلى إطارات (2) أم كتلة واحدة (1).',
  },
  reserved: { name: 'محجوز', meaning: 'أربعة بايتات صفرية في الصيغة 1، متروكة لاستعمال لاحق.' },
  'iv-length': { name: 'طول IV', meaning: 'عدد البايتات التي يشغلها كل IV؛ دائمًا 12.' },
  'frame-length': {
    name: 'طول الإطار',
    meaning: 'عدد بايتات النص الصريح في كل إطار، ما عدا الأخير.',
  },
  commitment: {
    name: 'الالتزام',
    meaning: 'مشتق من مفتاح البيانات: يثبت أنه لا مفتاح آخر يفتح هذه الرسالة على نص آخر.',
  },
  'header-iv': { name: 'IV الترويسة', meaning: 'الـ IV الذي صُنع به وسم مصادقة الترويسة.' },
  'header-tag': {
    name: 'وسم مصادقة الترويسة',
    meaning: 'صُنع بمفتاح البيانات على كل بايت قبله: بت واحد يتغيّر فلا يعود صحيحًا.',
  },
};

/** The byte map in Arabic. */
export const bytesText: BytesText = {
  title: 'الترويسة، بايتًا بايتًا',
  about: 'اختر حقلًا لترى بايتاته، أو بايتًا لترى حقله. تتحرك مفاتيح الأسهم في القائمة وفي البايتات.',
  none: 'لا توجد هنا ترويسة يمكن عرضها.',
  cut: (read) => `لم يمكن أن يُقرأ ترويسةً إلا أول ${formatBytesExactly(read)}. بعدها مقطوعة أو تالفة.`,
  partly: (shown, length) =>
    `يُعرض أول ${formatBytesExactly(shown)} من ${formatBytesExactly(length)}: في الترويسة حقول أكثر مما ينبغي أن تحمله صفحة.`,
  bytes: 'بايتات الترويسة',
  fieldList: 'حقول الترويسة',
  legend: 'الألوان',
  fields,
  groups: {
    format: 'الإصدار والمجموعة',
    'message-id': 'معرّف الرسالة',
    context: 'سياق التشفير',
    keys: 'المفاتيح المغلَّفة',
    content: 'المحتوى',
    commitment: 'الالتزام',
    authentication: 'المصادقة',
  },
  nth: (name, index) => `${name} ${formatCount(index)}`,
  place: (offset, length) =>
    length === 0
      ? `عند ${formatCount(offset)}، فارغ`
      : length === 1
        ? `البايت ${formatCount(offset)}`
        : `البايتات ${isolated(`${formatCount(offset)}–${formatCount(offset + length - 1)}`)}`,
  length: (bytes) => formatBytesExactly(bytes),
  value: 'القيمة',
  offset: 'الموضع',
  group: 'الجزء',
  lengthName: 'الطول',
  byte: (offset, hex, value) =>
    `البايت ${formatCount(offset)} (${isolated(`0x${offset.toString(16)}`)}): ${isolated(hex)}، بالعشري ${value}`,
  empty: 'فارغ',
  pages: {
    previous: 'السابق',
    next: 'التالي',
    previousOf: (what) => `السابق: ${what}`,
    nextOf: (what) => `التالي: ${what}`,
    shown: (from, to, count) =>
      `${isolated(`${formatCount(from)}–${formatCount(to)}`)} من ${formatCount(count)}`,
  },
};
