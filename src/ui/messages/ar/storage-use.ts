import type { StorageUseText } from '../shape.ts';
import { files, formatCount, isolated, plural } from './figures.ts';

/** The count of everything stored in Arabic. */
export const storageUseText: StorageUseText = {
  title: 'مساحة التخزين المستخدمة',
  soFar: (count, size) => `أُحصي حتى الآن ${formatCount(count)}، بحجم ${isolated(size)}…`,
  files: 'الملفات',
  former: 'الإصدارات السابقة والملفات المحذوفة',
  kept: 'ما تحتفظ به ورشة المفاتيح',
  total: 'المجموع',
  filesOf: files,
  versionsOf: (count) =>
    plural(count, {
      zero: 'لا إصدارات',
      one: 'إصدار واحد',
      two: 'إصداران',
      few: '# إصدارات',
      many: '# إصدارًا',
      other: '# إصدار',
    }),
  documentsOf: (count) =>
    plural(count, {
      zero: 'لا مستندات',
      one: 'مستند واحد',
      two: 'مستندان',
      few: '# مستندات',
      many: '# مستندًا',
      other: '# مستند',
    }),
  formerUnknown: 'غير معروف: لا تسمح صلاحياتك بسرد الإصدارات',
  countedAt: (when) => `في كل المجلدات، بعد الختم، كما يحسبها ⁨S3⁩. تاريخ الإحصاء: ${isolated(when)}.`,
  notCounted: 'لا يشمل ذلك أجزاء عمليات الرفع غير المكتملة.',
  stale: 'تغيّر شيء منذ بدء هذا الإحصاء.',
  again: 'أعِد الإحصاء',
};
