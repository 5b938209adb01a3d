import type { Messages } from '../shape.ts';
import { formatBytesExactly, formatCount, isolated } from './figures.ts';

/** Flip a bit, in Arabic. */
export const flipText: Messages['inspection']['flip'] = {
  title: 'اقلب بتًا',
  about:
    'عدّل نسخة عمدًا وانظر أي اختبار يكتشف ذلك. تُصنع النسخة في هذا المتصفح أثناء قراءتها: لا يُمس شيء مخزّن.',
  what: 'ما الذي يُعدَّل',
  kinds: {
    'header-byte': {
      name: 'بايت من الترويسة',
      about: 'يقلب أدنى بت من بايت واحد. يؤخذ البايت المختار في الخريطة أعلاه.',
    },
    'wrapped-key': { name: 'المفتاح المغلَّف', about: 'يقلب بتًا في وسط المفتاح المغلَّف.' },
    context: { name: 'سياق التشفير', about: 'يقلب بتًا من أطول قيمة في السياق.' },
    ciphertext: {
      name: 'النص المشفّر لإطار',
      about: 'يقلب بتًا من أول بايت مشفّر في إطار.',
    },
    tag: { name: 'وسم مصادقة إطار', about: 'يقلب بتًا من وسم مصادقة إطار.' },
    swap: { name: 'ترتيب الإطارات', about: 'يتبادل إطاران كاملان مكانيهما.' },
    cut: { name: 'النهاية', about: 'تُقطع نهاية الرسالة.' },
  },
  offset: 'موضع البايت',
  frame: 'الإطار',
  first: 'الإطار الأول',
  second: 'الإطار الثاني',
  cutBytes: 'البايتات المقطوعة',
  apply: 'عدّل النسخة',
  reset: 'انسَ النسخة',
  running: 'جارٍ تعديل نسخة والتحقق منها…',
  impossible: 'ليس في الرسالة جزء كهذا. اختر آخر.',
  none: 'ليس هنا ما يمكن تعديله.',
  changed: (offset, before, after) =>
    `البايت ${formatCount(offset)} من النسخة هو ${isolated(after)} بدلًا من ${isolated(before)}.`,
  flipped: (offset) => `قُلب بت واحد من البايت ${formatCount(offset)} في النسخة.`,
  swapped: (first, second) =>
    `تبادل الإطاران ${formatCount(first)} و${formatCount(second)} من النسخة مكانيهما.`,
  cut: (length) => `تنتهي النسخة بعد ${formatBytesExactly(length)}.`,
  caughtBy: {
    header: 'اكتُشف أثناء قراءة الترويسة.',
    unwrap: 'اكتشفه KMS: لم يفك تغليف المفتاح.',
    commitment: 'اكتشفه الالتزام.',
    'header-tag': 'اكتشفه وسم مصادقة الترويسة.',
    frames: 'اكتشفته اختبارات الإطارات.',
  },
  uncaught: 'فُحص كل شيء، ولم يكتشفه شيء.',
  notChecked: 'لم يكتشفه شيء: لم يمكن التحقق من كل النسخة.',
  untouched: 'ما هو مخزّن باقٍ كما كان.',
};
