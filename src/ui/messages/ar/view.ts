import type { Messages } from '../shape.ts';
import { isolated } from './figures.ts';

/** Looking at an opened file, in Arabic. */
export const viewText: Messages['view'] = {
  opening: 'جارٍ الفتح…',
  save: 'حفظ',
  frame: (name) => `محتوى ${isolated(name)}`,
  notShown: 'لا يمكن عرض هذا النوع من الملفات هنا. احفظه لتفتحه ببرنامج لديك.',
  broken: 'هذه الصورة تالفة، أو من نوع لا يستطيع هذا المتصفح عرضه. احفظها لتنظر إليها في مكان آخر.',
  cut: 'لا يُعرض إلا البداية. احفظ الملف لتحصل عليه كاملًا.',
  unplayable: 'لا يستطيع هذا المتصفح تشغيل هذا الملف، أو الملف تالف. احفظه لتشغّله في مكان آخر.',
  notStarted:
    'جزء التطبيق الذي يعرض الملفات لم يعمل، أو ليس من هذا الإصدار. احفظ الملف بدلًا من عرضه؛ وإن بقي الأمر فأبلِغ المسؤول.',
  brokenPdf: 'ملف PDF هذا تالف أو يتطلب كلمة مرور. احفظه لفتحه ببرنامج لديك.',
  pdf: {
    previous: 'الصفحة السابقة',
    next: 'الصفحة التالية',
    smaller: 'تصغير',
    larger: 'تكبير',
    page: 'الصفحة {page} من {pages}',
  },
  tooLarge: (limit) =>
    `هذا الملف أكبر من أن يُعرض هنا، والحد الأقصى ${isolated(limit)}. احفظه لتفتحه ببرنامج لديك.`,
  saveInstead: 'احفظ بدلًا من ذلك',
};
