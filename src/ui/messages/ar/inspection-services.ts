import type { Messages } from '../shape.ts';
import { isolated, plural } from './figures.ts';

/** What KMS and S3 say, in Arabic. */
export const kmsKeyText: Messages['inspection']['kmsKey'] = {
  title: 'مفتاح KMS',
  about: 'ما يقوله AWS KMS عن المفتاح المغلِّف. لا يغادر سره KMS أبدًا.',
  notAsked: 'لم يُسأل KMS.',
  arn: 'معرّف ARN',
  state: 'الحالة',
  keySpec: 'المواصفة',
  kind: 'النوع',
  symmetric: 'متماثل: المفتاح نفسه يغلّف ويفك التغليف، داخل KMS فقط',
  asymmetric: 'غير متماثل: النصف العام يغلّف في أي مكان، ولا يفك التغليف إلا KMS',
  usage: 'الاستعمال',
  origin: 'المنشأ',
  manager: 'يديره',
  multiRegion: 'متعدد المناطق',
  description: 'الوصف',
  created: 'أُنشئ',
  aliases: 'الأسماء المستعارة',
  noAlias: 'لا شيء',
  rotation: 'التدوير',
  rotationOn: (days) =>
    days === null
      ? 'مفعّل'
      : `مفعّل، ${plural(days, {
          zero: 'كل # يوم',
          one: 'كل يوم',
          two: 'كل يومين',
          few: 'كل # أيام',
          many: 'كل # يومًا',
          other: 'كل # يوم',
        })}`,
  rotationOff: 'متوقف',
  nextRotation: 'التدوير التالي',
  rotations: 'عمليات التدوير السابقة',
  noRotations: 'لا شيء حتى الآن',
  rotationOf: (date, type) => (type === '' ? date : `${isolated(date)} (${isolated(type)})`),
  rotationNote: 'يعطي التدوير المفتاح مادة جديدة. ما غُلّف من قبل ما زال يُفتح: يحتفظ KMS بالمادة القديمة.',
  pendingDeletion: (date) =>
    date === null
      ? 'هذا المفتاح في انتظار الحذف. لا يُفتح الآن شيء مما غلّفه؛ وبعد حذفه لا يُفتح أبدًا.'
      : `سيُحذف هذا المفتاح في ${isolated(date)}. لا يُفتح الآن شيء مما غلّفه؛ وبعد ذلك لا يُفتح أبدًا. يستطيع المسؤول إلغاء الحذف.`,
  disabled: 'هذا المفتاح معطَّل. يُفتح ما غلّفه من جديد متى مكّنه المسؤول.',
  notShown: 'غير معروض',
  denied: 'لا يُسمح لك بسؤال KMS عن هذا. لا بأس: القراءة ما زالت تعمل، وهذه المعلومة وحدها لا تُعرض.',
  deniedKey:
    'لا يُسمح لك بسؤال KMS عن هذا المفتاح. لا بأس: لا يحتاج فك التغليف إلى هذا الإذن، وهذه المعلومات وحدها لا تُعرض.',
};

export const storageText: Messages['inspection']['storage'] = {
  title: 'التخزين',
  about: 'ما يقوله Amazon S3 عن الكائن.',
  size: 'الحجم',
  etag: 'وسم ETag',
  checksum: 'مجموع التدقيق',
  checksumType: (type) => (type === 'FULL_OBJECT' ? 'للكائن كله' : `(${isolated(type.toLowerCase())})`),
  sse: 'التشفير من جانب الخادم',
  sseNames: {
    AES256: 'SSE-S3 (AES256)',
    'aws:kms': 'SSE-KMS (aws:kms)',
    'aws:kms:dsse': 'DSSE-KMS (aws:kms:dsse)',
  },
  sseKey: 'مفتاح SSE',
  bucketKey: 'مفتاح الحاوية',
  version: 'معرّف الإصدار',
  contentType: 'نوع المحتوى',
  lastModified: 'آخر تعديل',
  tags: 'العلامات',
  noTags: 'لا شيء',
  tagsDenied: 'لا يُسمح لك بقراءة العلامات. لا بأس: القراءة ما زالت تعمل، وهذه المعلومة وحدها لا تُعرض.',
  layers: 'طبقتان',
  ours: 'يحمي ختمنا ممن يستطيع قراءة المخزن أيًا كان، ومنهم مسؤولو S3: من دون مفتاح KMS وسياق التشفير هذا لا يملكون إلا ضجيجًا.',
  theirs: 'يحمي تشفير S3 نفسه ممن يصل إلى أقراصه: ولكل من يجوز له قراءة الكائن، ينزعه S3.',
};
