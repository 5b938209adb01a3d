import type { Messages } from '../shape.ts';
import { isolated } from './figures.ts';

/** What earlier pages left, in Arabic. */
export const unfinishedText: Messages['unfinished'] = {
  label: 'غير مكتمل',
  sealStopped: (moved, total) => `توقف الختم عند ${isolated(moved)} من ${isolated(total)}`,
  openStopped: (moved, total) => `توقف الفتح عند ${isolated(moved)} من ${isolated(total)}`,
  begun: (date) => `بدأ ${isolated(date)}`,
  needsFile: 'اختر الملف من جديد للمتابعة.',
  needsPermission: 'يسأل المتصفح هل يجوز لهذه الصفحة استعمال الملف.',
  inOtherTab: 'قيد النقل في علامة تبويب أخرى.',
  ready: 'يتابع من حيث توقف.',
  working: 'لحظة…',
  resume: 'متابعة',
  resumeNamed: (name) => `متابعة ${isolated(name)}`,
  resumeAll: 'متابعة الكل',
  choose: 'اختر الملف',
  chooseNamed: (name) => `اختر الملف: ${isolated(name)}`,
  discard: 'تجاهل',
  discardNamed: (name) => `تجاهل ${isolated(name)}`,
  leftovers: 'أجزاء من عمليات رفع بدأت في مكان آخر',
  leftoversAdvice: 'تشغل مكانًا في المخزن. لا تُزل جزءًا إلا إذا لم يعد أي جهاز آخر يعمل عليه.',
  leftoverBegun: (date) => `بدأ ${isolated(date)}`,
  noDate: 'التاريخ مجهول',
  remove: 'إزالة',
  removeNamed: (name) => `إزالة أجزاء ${isolated(name)}`,
};
