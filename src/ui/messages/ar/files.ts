import type { Messages } from '../shape.ts';
import { files, formatCount, isolated, plural } from './figures.ts';

const folders = (count: number) =>
  plural(count, {
    zero: 'لا مجلدات',
    one: 'مجلد واحد',
    two: 'مجلدان',
    few: '# مجلدات',
    many: '# مجلدًا',
    other: '# مجلد',
  });

const things = (count: number) =>
  plural(count, {
    zero: 'لا عناصر',
    one: 'عنصر واحد',
    two: 'عنصرين',
    few: '# عناصر',
    many: '# عنصرًا',
    other: '# عنصر',
  });

function contents(folderCount: number, fileCount: number): string {
  return [folderCount > 0 ? folders(folderCount) : '', fileCount > 0 ? files(fileCount) : '']
    .filter((part) => part !== '')
    .join('، ');
}

/** The stored files in Arabic. */
export const filesText: Messages['files'] = {
  label: 'الملفات المخزّنة',
  folderPath: 'المجلد',
  top: 'كل الملفات',
  name: 'الاسم',
  size: 'الحجم',
  date: 'تاريخ التخزين',
  actions: 'الإجراءات',
  select: (name) => `تحديد ${isolated(name)}`,
  selectAll: 'تحديد الكل',
  sortBy: (column) => `ترتيب حسب ${column}`,
  folder: 'مجلد',
  open: 'فتح',
  openNamed: (name) => `فتح ${isolated(name)}`,
  openFolder: (name) => `فتح المجلد ${isolated(name)}`,
  inspect: 'فحص',
  inspectNamed: (name) => `فحص ${isolated(name)}`,
  refresh: 'أعِد تحميل القائمة',
  storageUse: 'المساحة المستخدمة',
  thumbnails: 'الصور المصغّرة',
  thumbnailsOn: 'عرض الصور مصغّرة في القائمة',
  thumbnailsCost:
    'تُفتح كل صورة لأجل ذلك مرة واحدة، وهذا يكلّف استدعاء ⁨KMS Decrypt⁩ واحدًا وبايتات الصورة؛ وتبقى النسخة المصغّرة مختومة على هذا الجهاز حتى توقف هذا الخيار أو تسجّل الخروج.',
  newFolder: 'مجلد جديد',
  newFolderName: 'اسم المجلد',
  makeFolder: 'إنشاء المجلد',
  find: 'ابحث في هذا المجلد',
  askWhere: 'السؤال عن مكان حفظ الملفات الكبيرة',
  loading: 'جارٍ تحميل ملفاتك…',
  loadingRest: 'جارٍ تحميل المزيد…',
  count: contents,
  countSoFar: (folderCount, fileCount) => `${contents(folderCount, fileCount)} حتى الآن…`,
  found: (count) => (count === 0 ? 'لم يُعثر على شيء' : `عُثر على ${things(count)}`),
  selected: (count, size) => `حُدّد ${formatCount(count)}${size === null ? '' : `، ${isolated(size)}`}`,
  clearSelection: 'إلغاء التحديد',
  openSelected: (count) => (count === 1 ? 'فتح' : `فتح ${formatCount(count)}`),
  moreFor: (name) => `المزيد لـ ${isolated(name)}`,
  acts: {
    open: 'فتح',
    into: 'فتح إلى مجلد',
    archive: 'فتح كملف ZIP واحد',
    view: 'عرض',
    inspect: 'فحص',
    rename: 'إعادة تسمية',
    move: 'نقل',
    versions: 'الإصدارات',
    remove: 'حذف',
  },
  archiveName: 'ملفات Sealdrop',
  openings: {
    planning: 'جارٍ النظر فيما اختير…',
    taken: (taken, total) => `يوجد ${formatCount(taken)} من أصل ${files(total)} في ذلك المجلد بالفعل.`,
    nothing: 'ليس فيه ما يُفتح.',
  },
  newName: 'الاسم الجديد',
  moveTitle: (count) => (count === 1 ? 'نقل إلى' : `نقل ${things(count)} إلى`),
  moveHere: 'انقل إلى هنا',
  noFolders: 'لا مجلدات هنا.',
  removeTitle: (count) => (count === 1 ? 'أتحذف هذا العنصر؟' : `أتحذف ${things(count)}؟`),
  removeAdvice: (hasFolder) =>
    `${hasFolder ? 'تُحذف المجلدات بكل ما فيها. ' : ''}حيث يحتفظ المخزن بالإصدارات يمكن التراجع عن ذلك.`,
  andMore: (count) => `و${formatCount(count)} أخرى`,
  versionsOf: 'إصدارات',
  versionsAdvice: 'تجعل الاستعادة نسخةً من الإصدار هي الأحدث. تبقى الإصدارات الأخرى.',
  latest: 'الأحدث',
  deletedThen: 'محذوف',
  restore: 'استعادة',
  restoreNamed: (date) => `استعادة إصدار ${isolated(date)}`,
  filing: {
    working: {
      remove: (count) => `جارٍ حذف ${things(count)}…`,
      restore: (count) => `جارٍ استعادة ${things(count)}…`,
      move: (count) => `جارٍ نقل ${things(count)}…`,
    },
    done: {
      remove: (count) => `حُذف: ${files(count)}.`,
      restore: (count) => `استُعيد: ${files(count)}.`,
      move: (count) => `نُقل: ${files(count)}.`,
      rename: (count) => `غُيّر الاسم: ${files(count)}.`,
    },
    taken: 'بعض الأسماء مستعملة هناك.',
    failed: (count) => `لم ينجح الأمر مع ${files(count)}: `,
    undo: 'تراجع',
    replace: 'استبدال',
    keepBoth: 'الاحتفاظ بالاثنين',
    skip: 'تخطٍّ',
  },
  noDate: 'التاريخ مجهول',
  added: 'جديد',
  emptyTitle: 'لا شيء مخزّن بعد',
  emptySteps: [
    'أفلِت ملفًا في أي مكان من هذه الصفحة، أو اختر واحدًا.',
    'يُختم هنا بمفتاح صُنع له وحده، ثم يُخزّن.',
    'افتحه من جديد متى شئت، أو افحص مفاتيحه.',
  ],
  emptyFolderTitle: 'هذا المجلد فارغ',
  emptyFolderSteps: ['أفلِت ملفات هنا: تُختم في هذا المجلد.'],
  nothingFound: (find) => `لا اسم هنا يحتوي على «${isolated(find)}».`,
};
