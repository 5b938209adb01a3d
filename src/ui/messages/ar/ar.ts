import type { Messages } from '../shape.ts';
import { callsText } from './calls.ts';
import { describeError } from './errors.ts';
import { isolated, plural } from './figures.ts';
import { filesText } from './files.ts';
import { howText } from './how.ts';
import { inspectionText } from './inspection.ts';
import { ownText } from './own-credentials.ts';
import { storageText } from './storage.ts';
import { transfersText } from './transfers.ts';
import { unfinishedText } from './unfinished.ts';
import { viewText } from './view.ts';

const transfers = (count: number) =>
  plural(count, {
    zero: 'لا شيء',
    one: 'عملية نقل واحدة',
    two: 'عمليتي نقل',
    few: '# عمليات نقل',
    many: '# عملية نقل',
    other: '# عملية نقل',
  });

/** Every sentence of the page in Arabic. The words for each thing: docs/words.md. */
export const ar: Messages = {
  locale: 'ar',
  describeError,
  product: 'Sealdrop',
  close: 'إغلاق',
  cancel: 'إلغاء',
  tryAgain: 'أعِد المحاولة',
  reload: 'أعِد تحميل الصفحة',
  technicalDetails: 'تفاصيل تقنية',
  unnamed: '(بلا اسم)',

  screens: {
    label: 'أقسام Sealdrop',
    loading: 'جارٍ التحميل…',
    files: 'الملفات',
    inspect: 'الفحص',
    keys: 'ورشة المفاتيح',
    calls: 'الاستدعاءات',
    how: 'كيف يعمل',
    doctor: 'التشخيص',
    runDoctor: 'اعرف ما الخلل: شغّل التشخيص',
    back: 'رجوع',
  },

  session: {
    starting: 'جارٍ البدء…',
    connecting: (name) => `سُجّل الدخول باسم ${isolated(name)}. جارٍ الحصول على الوصول إلى AWS…`,
    signingIn: 'جارٍ نقلك إلى تسجيل الدخول…',
    signIn: 'تسجيل الدخول',
    signOut: 'تسجيل الخروج',
    signInAgain: 'سجّل الدخول من جديد',
    signedInAs: 'سُجّل الدخول باسم',
    expiredTitle: 'انتهت جلستك',
    expiredAdvice:
      'سجّل الدخول من جديد للمتابعة. الملفات المخزّنة في أمان، وما كان قيد النقل يظهر عندها تحت «غير مكتمل».',
    expiredBanner: 'انتهت جلستك. سجّل الدخول من جديد للمتابعة.',
    signedOutBanner: 'سُجّل خروجك. لا يحتفظ هذا المتصفح بشيء من ملفاتك.',
    leaveTitle: (live) => (live > 0 ? 'ما زالت هناك ملفات قيد النقل' : 'هناك عمليات نقل غير مكتملة'),
    leaveAdvice: (live, unfinished) =>
      `تسجيل الخروج ${[
        live > 0 ? `يوقف ${transfers(live)}` : '',
        unfinished > 0 ? `يتخلى عن ${transfers(unfinished)} يمكن إكمالها لاحقًا` : '',
      ]
        .filter((part) => part !== '')
        .join(' و')}. لا يبقى شيء ناقص، وتبقى الملفات المخزّنة.`,
    leaveStay: 'البقاء',
    leaveAnyway: 'أوقِف وسجّل الخروج',
    discardAnyway: 'تجاهَل وسجّل الخروج',
    leaving: 'جارٍ تسجيل الخروج…',
  },

  offline: {
    start: 'أنت غير متصل. تحتاج إلى اتصال لتسجيل الدخول ولختم الملفات أو فتحها.',
    here: 'أنت غير متصل. عمليات النقل تنتظر ثم تتابع من تلقاء نفسها. يمكن فحص الملفات الموجودة على هذا الجهاز في شاشة الفحص؛ أما سرد الملفات وختمها وفتحها فيحتاج إلى اتصال.',
    alone: 'أنت غير متصل. ترى ما يقوله الملف عن نفسه؛ وللتحقق منه أو فتحه يجب أن يأتي مفتاحه من AWS KMS.',
    lookInto: 'الاطلاع على ملف مختوم على هذا الجهاز',
  },

  own: ownText,

  welcome: {
    title: 'ملفات لا يفتحها سواك.',
    lead: 'يقفل Sealdrop كل ملف داخل متصفحك قبل أن يغادر هذا الجهاز، ويخزّنه في حسابك أنت على AWS. لا أحد في الطريق يستطيع قراءته: لا الشبكة، ولا المخزن، ولا نحن.',
    points: [
      {
        title: 'يُقفل على جهازك',
        text: 'يجري التشفير هنا، في الصفحة. لا يسافر إلا بايتات مختومة.',
      },
      {
        title: 'مفتاح لكل ملف يُستعمل مرة واحدة',
        text: 'يصنع AWS KMS مفتاحًا جديدًا لكل ملف، ويبقى مغلَّفًا بجانبه.',
      },
      {
        title: 'يُفتح من دوننا',
        text: 'كل ملف مخزّن رسالة عادية من AWS Encryption SDK. أدوات AWS نفسها تفتحه أيضًا.',
      },
    ],
  },

  drop: {
    label: 'ختم الملفات',
    title: 'أفلِت ملفات أو مجلدات هنا',
    text: 'تُختم على هذا الجهاز، ثم تُخزّن.',
    choose: 'اختر ملفات',
    overlay: 'أفلِت للختم',
    overlayText: 'لكل ملف مفتاحه الخاص.',
    chooseFolder: 'اختر مجلدًا',
    alreadySealed: (names) =>
      `${plural(names.length, {
        zero: 'لا ملفات مختومة من قبل',
        one: 'ملف واحد كان مختومًا من قبل، فخُتم مرة أخرى كما هو',
        two: 'ملفان كانا مختومين من قبل، فخُتما مرة أخرى كما هما',
        few: '# ملفات كانت مختومة من قبل، فخُتمت مرة أخرى كما هي',
        many: '# ملفًا كانت مختومة من قبل، فخُتمت مرة أخرى كما هي',
        other: '# ملف كانت مختومة من قبل، فخُتمت مرة أخرى كما هي',
      })}: ${names.slice(0, 3).map(isolated).join('، ')}${names.length > 3 ? '، …' : ''}. لفحص ملف مختوم أو فتحه استعمل «الفحص».`,
    unreadable: (paths) =>
      `${plural(paths.length, {
        zero: 'لم يُستبعد شيء',
        one: 'تعذّرت قراءة عنصر واحد فاستُبعد',
        two: 'تعذّرت قراءة عنصرين فاستُبعدا',
        few: 'تعذّرت قراءة # عناصر فاستُبعدت',
        many: 'تعذّرت قراءة # عنصرًا فاستُبعدت',
        other: 'تعذّرت قراءة # عنصر فاستُبعدت',
      })}: ${paths.slice(0, 3).map(isolated).join('، ')}${paths.length > 3 ? '، …' : ''}`,
    dismiss: 'إخفاء',
  },

  storage: storageText,

  files: filesText,
  view: viewText,
  transfers: transfersText,
  unfinished: unfinishedText,

  crash: {
    title: 'توقفت هذه الصفحة عن العمل.',
    advice: 'أعِد تحميل الصفحة. الملفات المخزّنة في أمان.',
    partMissing: 'تعذّر تحميل هذا الجزء من التطبيق.',
    partMissingAdvice:
      'لم يتأثر أي شيء آخر. إذا عاد الجهاز إلى الاتصال وبقي التحميل متعذرًا، فقد يكون هناك إصدار أحدث: أعِد تحميل الصفحة.',
  },

  inspection: inspectionText,
  calls: callsText,
  how: howText,

  config: { title: 'لا يمكن تشغيل Sealdrop' },

  choices: {
    language: 'اللغة',
    look: 'المظهر',
    looks: { system: 'مثل النظام', light: 'فاتح', dark: 'داكن' },
  },
};
