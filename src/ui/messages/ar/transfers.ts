import type { WaitReason } from '../en/transfers.ts';
import type { Messages } from '../shape.ts';
import { files, formatCount, formatSize, isolated, plural } from './figures.ts';

const waitReasons: Readonly<Record<WaitReason, string>> = {
  offline: 'لا شبكة',
  unreachable: 'لا إجابة من AWS',
  'service-failed': 'لدى AWS عطل',
  throttled: 'يطلب AWS التمهّل',
};

const seconds = (count: number) =>
  plural(count, {
    zero: '# ثانية',
    one: 'ثانية',
    two: 'ثانيتان',
    few: '# ثوانٍ',
    many: '# ثانية',
    other: '# ثانية',
  });
const minutes = (count: number) =>
  plural(count, {
    zero: '# دقيقة',
    one: 'دقيقة',
    two: 'دقيقتان',
    few: '# دقائق',
    many: '# دقيقة',
    other: '# دقيقة',
  });
const hours = (count: number) =>
  plural(count, {
    zero: '# ساعة',
    one: 'ساعة',
    two: 'ساعتان',
    few: '# ساعات',
    many: '# ساعة',
    other: '# ساعة',
  });

/** The transfers panel in Arabic. */
export const transfersText: Messages['transfers'] = {
  label: 'عمليات النقل',
  empty: 'يظهر هنا تقدّم الملفات التي تختمها أو تفتحها.',
  sealing: 'الختم',
  opening: 'الفتح',
  sealedOf: (done, total) => `خُتم ${formatCount(done)} من ${formatCount(total)}`,
  openedOf: (done, total) => `فُتح ${formatCount(done)} من ${formatCount(total)}`,
  failedCount: (count) => `فشل ${formatCount(count)}`,
  pausedCount: (count) => `أُوقف مؤقتًا ${formatCount(count)}`,

  openedArchive: (count, bytes) => `تُحقق من ${files(count)}، ${isolated(formatSize(bytes))}`,
  inFile: (name) => `وهو ${isolated(name)}.`,
  leaveOut: 'استبعِده',
  leaveOutNamed: (name) => `استبعِده وأعِد المحاولة: ${isolated(name)}`,
  leftOut: (count) => `ليس فيه: ${files(count)}`,
  leftOutNote: {
    name: 'ليس في هذا الأرشيف.txt',
    heading: 'تعذّر فتح هذه الملفات وليست في هذا الأرشيف:',
  },
  taken: (count) => `أسماء مستعملة هناك: ${files(count)}.`,
  takenAdvice: 'ما يُستبدل يبقى إصدارًا سابقًا حيث يحتفظ المخزن بالإصدارات.',
  replace: 'استبدال',
  replaceNamed: (name) => `استبدال ${isolated(name)}`,
  keepBoth: 'الاحتفاظ بالاثنين',
  keepBothNamed: (name) => `الاحتفاظ بالاثنين: ${isolated(name)}`,
  skip: 'تخطٍّ',
  skipNamed: (name) => `تخطي ${isolated(name)}`,
  replaceAll: 'استبدال الكل',
  keepBothAll: 'الاحتفاظ بالكل',
  skipAll: 'تخطي الكل',
  all: 'كل عمليات النقل',
  toTop: (name) => `إلى الأعلى: ${isolated(name)}`,
  earlier: (name) => `تقديم: ${isolated(name)}`,
  later: (name) => `تأخير: ${isolated(name)}`,
  placeNow: (place, count) => `الآن ${formatCount(place)} من ${formatCount(count)}.`,
  notifyEnd: 'أخبرني عندما ينتهي كل شيء',
  noticesRefused: 'لا يسمح هذا المتصفح للصفحة بعرض الإشعارات. يمكن تغيير ذلك في إعداداته لهذا الموقع.',
  endNotice: (done, failed) =>
    failed === 0 ? `انتهى: ${files(done)}.` : `انتهى: ${files(done)}، وفشل ${formatCount(failed)}.`,
  groupOf: files,
  groupDone: (done, total) => `${formatCount(done)} من أصل ${files(total)}`,
  showFiles: (name) => `إظهار ملفات ${isolated(name)}`,
  hideFiles: (name) => `إخفاء ملفات ${isolated(name)}`,
  changedNames: (count) =>
    plural(count, {
      zero: 'لم يتغيّر أي اسم',
      one: 'غُيّر اسم واحد',
      two: 'غُيّر اسمان',
      few: 'غُيّرت # أسماء',
      many: 'غُيّر # اسمًا',
      other: 'غُيّر # اسم',
    }),
  changedWhy: 'لا يقبلها هذا الجهاز كما هي.',
  failedFirst: (count, title) => `فشل ${formatCount(count)}. ${title}`,

  queued: 'ينتظر دوره',
  preparingSeal: 'جارٍ الحصول على مفتاح',
  preparingOpen: 'جارٍ فك تغليف مفتاحه',
  checkingSeal: 'جارٍ المقارنة مع المخزّن',
  checkingOpen: 'جارٍ التحقق مما حُفظ من قبل',
  restarting: 'يتابع بعد عطل في هذه الصفحة',
  pausing: 'جارٍ الإيقاف المؤقت…',
  resuming: 'جارٍ المتابعة…',
  paused: 'متوقف مؤقتًا',
  pausedAt: (moved, total) => `متوقف مؤقتًا عند ${isolated(moved)} من ${isolated(total)}`,
  waiting: (reason, left) =>
    left === null
      ? `${waitReasons[reason]}. يتابع عند عودته.`
      : left === 0
        ? `${waitReasons[reason]}. جارٍ إعادة المحاولة…`
        : `${waitReasons[reason]}. المحاولة التالية بعد ${left < 60 ? seconds(left) : minutes(Math.ceil(left / 60))}`,
  finishingSeal: 'جارٍ إتمام الرفع',
  finishingOpen: 'جارٍ تسليم الملف',
  cancelling: 'جارٍ الإلغاء…',
  discarding: 'جارٍ التجاهل…',
  sealed: (bytes) => `خُتم وخُزّن، ${isolated(formatSize(bytes))}`,
  opened: (bytes) => `فُتح وتُحقق منه، ${isolated(formatSize(bytes))}`,
  cancelled: 'أُلغي. لم يبقَ شيء.',
  kept: 'ما أُنجز حتى الآن محفوظ.',
  movedOf: (moved, total) => `${isolated(moved)} من ${isolated(total)}`,
  timeLeft(left) {
    if (left.unit === 'moment') return 'بقيت ثوانٍ';
    if (left.unit === 'seconds') return `الباقي ${seconds(left.count)}`;
    if (left.unit === 'minutes') return `الباقي ${minutes(left.count)}`;
    return left.minutes === 0
      ? `الباقي ${hours(left.count)}`
      : `الباقي ${hours(left.count)} و${minutes(left.minutes)}`;
  },

  pauseNamed: (name) => `إيقاف ${isolated(name)} مؤقتًا`,
  resume: 'متابعة',
  resumeNamed: (name) => `متابعة ${isolated(name)}`,
  cancel: 'إلغاء',
  cancelNamed: (name) => `إلغاء ${isolated(name)}`,
  retry: 'أعِد المحاولة',
  retryNamed: (name) => `أعِد المحاولة: ${isolated(name)}`,
  openAnyway: 'افتح رغم ذلك',
  openAnywayNamed: (name) => `افتح رغم ذلك: ${isolated(name)}`,
  saveAgain: 'احفظ من جديد',
  saveAgainNamed: (name) => `احفظ من جديد: ${isolated(name)}`,
  discard: 'تجاهل',
  discardNamed: (name) => `تجاهل ${isolated(name)}`,
  dismiss: 'إخفاء',
  dismissNamed: (name) => `إخفاء ${isolated(name)}`,
  pauseAll: 'إيقاف الكل مؤقتًا',
  resumeAll: 'متابعة الكل',
  cancelAll: 'إلغاء الكل',
  retryFailed: 'أعِد محاولة ما فشل',
  clearFinished: 'إخفاء المنتهية',
  hidden: (count) => `إضافة إلى ${files(count)}، غير معروضة`,

  announceSealed: (name) => `خُتم ${isolated(name)} وخُزّن.`,
  announceOpened: (name) => `فُتح ${isolated(name)} وتُحقق منه.`,
  announceMany: (sealed, opened) =>
    [sealed > 0 ? `خُتم: ${files(sealed)}.` : '', opened > 0 ? `فُتح: ${files(opened)}.` : ''].join(' ').trim(),
  announcePaused: (count) => `أُوقف مؤقتًا: ${files(count)}.`,
  announceWaiting: (reason) => `${waitReasons[reason]}. تتابع عمليات النقل من تلقاء نفسها.`,
};
