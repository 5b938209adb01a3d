import type { Messages } from '../shape.ts';
import { formatCount, formatSize, isolated, plural } from './figures.ts';

const frames = (count: number) =>
  plural(count, {
    zero: 'لا إطارات',
    one: 'إطار واحد',
    two: 'إطاران',
    few: '# إطارات',
    many: '# إطارًا',
    other: '# إطار',
  });
const size = (bytes: number) => isolated(formatSize(bytes));

/** The map of the whole message, and verifying frames, in Arabic. */
export const framesText: Messages['inspection']['frames'] = {
  title: 'الإطارات',
  about: 'المحتوى مختوم إطارًا إطارًا، لكل منها IV ووسم مصادقة خاصان به، فيمكن قراءة أي جزء والتحقق منه وحده.',
  unframed: 'هذه الرسالة كتلة واحدة، غير مقسّمة إلى إطارات.',
  unknown: 'لا يمكن معرفة مواضع الإطارات: ليس هذا حجم رسالة كاملة بهذه الترويسة.',
  signed: 'لا يمكن معرفة نهاية الإطارات من الحجم: تنتهي هذه الرسالة بتوقيع يختلف طوله.',
  map: (header, regular, frameLength, final) =>
    `ترويسة من ${size(header)}، ثم ${
      regular === 0 ? '' : `${frames(regular)} بطول ${size(frameLength)}، و`
    }إطار أخير من ${size(final)}.`,
  header: 'الترويسة',
  regular: 'الإطارات',
  final: 'الإطار الأخير',
  list: 'إطارات الرسالة',
  nth: (place) => `الإطار ${formatCount(place)}`,
  isFinal: 'الأخير',
  goTo: 'الإطار',
  go: 'انتقل',
  reading: 'جارٍ القراءة…',
  notRead: 'لم يُقرأ بعد',
  read: 'اقرأ IV ووسم المصادقة',
  offset: 'الموضع',
  length: 'الحجم المخزّن',
  plaintextLength: 'النص الصريح',
  sequence: 'رقم التسلسل',
  iv: 'متجه IV',
  tag: 'وسم المصادقة',
  unverified: 'كما هو مخزّن. تحقق من الإطار لتعرف أنه أصلي.',
  verifyOne: 'تحقق من هذا الإطار',
};

export const verifyText: Messages['inspection']['verify'] = {
  title: 'التحقق من المحتوى',
  about:
    'يقرأ الإطارات بالمدى ويتحقق من وسوم مصادقتها على هذا الجهاز. يُرمى النص الصريح أثناء التحقق؛ ولا يُحفظ شيء.',
  sample: 'تحقق من عيّنة',
  sampleAbout: (others) => `الإطار الأول والأخير، وما يصل إلى ${formatCount(others)} بالقرعة.`,
  all: 'تحقق من الكل',
  allAbout: (bytes) => `كل إطار إلى النهاية: يقرأ ${size(bytes)} كلها.`,
  stop: 'إيقاف',
  stopping: 'جارٍ الإيقاف…',
  again: 'تحقق من جديد',
  starting: 'جارٍ التحقق من الترويسة…',
  progress: 'التحقق',
  framesOf: (done, chosen) => `${formatCount(done)} من أصل ${frames(chosen)}`,
  failedSoFar: (count) => `لم يجتز ${formatCount(count)}`,
  result: {
    complete: 'تُحقق من كل إطار، إلى نهاية الرسالة.',
    all: (count) => `تُحقق من ${frames(count)}، ولا إخفاق.`,
    stopped: (verified, chosen) =>
      `أُوقف: تُحقق من ${formatCount(verified)} من أصل ${frames(chosen)}، ولا إخفاق.`,
    failed: (failed, verified) =>
      `عدد الاختبارات المخفقة: ${formatCount(failed)}؛ وتُحقق من ${frames(verified)}.`,
    none: 'لم يُتحقق من أي إطار: فشل اختبار سابق.',
    notTried: 'لم يمكن التحقق من أي إطار: ليس بين المفاتيح المغلَّفة ما غلّفه KMS.',
  },
  report: {
    title: 'التقرير',
    what: 'ما تُحقق منه',
    whatOne: (place) => `الإطار ${formatCount(place)}`,
    whatSample: 'عيّنة',
    whatAll: 'الكل',
    started: 'البدء',
    took: 'المدة',
    seconds: (value) => `${value} ث`,
    frames: 'الإطارات',
    bytesRead: 'المقروء',
    bytesVerified: 'النص الصريح المتحقق منه',
    failures: 'الإخفاقات',
    failure: (place) => (place === null ? 'الرسالة' : `الإطار ${formatCount(place)}`),
    moreFailures: (count) => `و${formatCount(count)} أخرى، غير مسرودة`,
    save: 'احفظ التقرير',
  },
};
