import type { Messages } from '../shape.ts';
import { formatBytesExactly, formatCount, isolated, plural } from './figures.ts';
import { bytesText } from './inspection-bytes.ts';
import { flipText } from './inspection-flip.ts';
import { framesText, verifyText } from './inspection-frames.ts';
import { kmsKeyText, storageText } from './inspection-services.ts';

const pairs = (count: number) =>
  plural(count, {
    zero: 'لا أزواج',
    one: 'زوج واحد',
    two: 'زوجان',
    few: '# أزواج',
    many: '# زوجًا',
    other: '# زوج',
  });

/** The Arabic words of the inspection panel. */
export const inspectionText: Messages['inspection'] = {
  title: (name) => `فحص ${isolated(name)}`,
  loading: 'جارٍ قراءة الترويسة…',
  again: 'افحص من جديد',
  close: 'إغلاق',
  copy: 'نسخ',
  copyNamed: (what) => `نسخ ${isolated(what)}`,
  copied: 'نُسخ',
  copyFailed: 'لم يُنسخ',
  unknown: 'غير مذكور',
  none: 'لا شيء',
  yes: 'نعم',
  no: 'لا',
  location: 'مخزّن في',
  sections: 'أجزاء الفحص',
  decoded: 'فُك ترميزه من base64. تُعَد المواضع بالبايتات بعد فك الترميز.',

  screen: {
    title: 'فحص رسالة',
    lead: 'اختر أي رسالة من AWS Encryption SDK، ملفًا أو نص base64. تُقرأ في هذا المتصفح؛ ولا يُرسل إلا مفاتيحها المغلَّفة وسياقها، إلى KMS الذي يفك تغليفها.',
    choose: 'اختر رسالة',
    paste: 'ألصق base64',
    pasteLabel: 'نص base64 لرسالة',
    pasteLook: 'افحص هذا النص',
    pasted: 'نص ملصق',
    dropTitle: 'أفلِت رسالة لفحصها',
    dropText: 'الصيغة 1 أو 2، وأي مجموعة. الملفات المختومة رسائل من هذا النوع: اختر «فحص» في قائمة الملفات.',
    overlay: 'أفلِت للفحص',
    overlayText: 'تُقرأ هنا؛ ولا يذهب إلى KMS إلا مفاتيحها المغلَّفة.',
    manyDropped: 'رسالة واحدة في كل مرة: أُخذت الأولى.',
    other: 'رسالة أخرى',
    about: [
      {
        title: 'انظر إلى كل بايت',
        text: 'الترويسة حقلًا حقلًا: السياق والمفاتيح المغلَّفة والالتزام ووسم المصادقة.',
      },
      {
        title: 'اتبع سلسلة الثقة',
        text: 'يفك KMS تغليف المفتاح، ويطابق الالتزام، ويُتحقق من وسم الترويسة، ثم من كل إطار.',
      },
      { title: 'اقلب بتًا', text: 'عدّل نسخة وانظر أي اختبار يكتشف ذلك.' },
    ],
  },

  open: {
    label: 'فتح هذا الملف',
    open: 'فتح',
    openNamed: (name) => `فتح ${isolated(name)}`,
    about:
      'يفك KMS تغليف مفتاحه، ويُتحقق من كل إطار قبل أن يُعد ملفًا. إن غادرت الصفحة قبل النهاية، بدأ من جديد.',
    stated:
      'الملف الذي على الجهاز ليس في أي موضع من المخزن، فلم يُقارن شيء بالموضع الذي يذكره. قد يكون نسخة أقدم. الموضع المذكور:',
    offline:
      'لا يمكن فتحه دون اتصال. يجب أن يفك AWS KMS تغليف مفتاحه، وهذا الجهاز غير متصل. المفتاح الذي غلّفه:',
    signedOut:
      'لفتحه سجّل الدخول. يجب أن يفك AWS KMS تغليف مفتاحه، ولا يجيب إلا من سجّل الدخول. المفتاح الذي غلّفه:',
    noKey:
      'لا يمكن فتحه هنا: لم يغلّف KMS أيًا من مفاتيحه. ما خُتم لزوج مفاتيح يُفتح في ورشة المفاتيح، حيث يفك KMS تغليف النصف الخاص.',
    otherOwner: 'لا يُفتح هنا: يذكر أن شخصًا آخر ختمه. لا يستطيع فتحه إلا ذلك الشخص:',
  },

  verdict: {
    complete: 'كل بايت أصلي، وأنت تملك المفتاح.',
    verified: 'الترويسة أصلية، وأنت تملك المفتاح.',
    failed: 'لم تجتز هذه الرسالة اختباراتها.',
    moved: 'أصلية، لكنها ليست حيث خُتمت له.',
    noKey: 'قُرئت الترويسة؛ ولم يغلّف KMS أيًا من مفاتيحها.',
    notTried: 'قُرئت الترويسة لكن لم يُتحقق منها.',
    unreadable: 'هذا ليس ملفًا مختومًا يمكن قراءته.',
  },

  chain: {
    title: 'سلسلة الثقة',
    about: 'يقوم كل اختبار على ما قبله. أُجريت الآن، على هذا الجهاز.',
    steps: {
      header: {
        name: 'يمكن قراءة الترويسة',
        about: 'كل طول فيها مناسب، وإصدارها ومجموعتها معروفان.',
      },
      unwrap: {
        name: 'فك KMS تغليف المفتاح',
        about: 'يبيّن أنه يجوز لك استعمال المفتاح، وأن سياق التشفير هو الذي غُلّف به.',
      },
      commitment: {
        name: 'الالتزام مطابق',
        about: 'يبيّن أنه لا مفتاح آخر يفتح هذه الرسالة على نص آخر.',
      },
      'header-tag': {
        name: 'تُحقق من وسم مصادقة الترويسة',
        about: 'يبيّن أنه لم يتغيّر بت واحد من الترويسة.',
      },
      frames: {
        name: 'تُحقق من وسوم مصادقة الإطارات',
        about: 'يبيّن أن المحتوى هو ما خُتم، بترتيبه وإلى نهايته.',
      },
    },
    passed: 'اجتاز',
    failed: 'لم يجتز',
    notTried: 'لم يُجرَّب',
    why: {
      'earlier-failure': 'فشل اختبار سابق، فلن يثبت هذا شيئًا.',
      'no-key': 'ليس بين المفاتيح المغلَّفة ما غلّفه KMS، فلم يكن هناك مفتاح للتحقق به.',
      'not-in-suite': 'ليس في هذه المجموعة التزام: جاء لاحقًا إلى الصيغة.',
      offline:
        'المفتاح لدى AWS KMS، وهذا الجهاز غير متصل: لا يستطيع أحد فكه هنا. ما تقوله الترويسة أدناه قُرئ ولم يُتحقق منه.',
      'signed-out':
        'المفتاح لدى AWS KMS التي لا تجيب إلا من سجّل الدخول. ما تقوله الترويسة أدناه قُرئ ولم يُتحقق منه.',
      'without-key': 'يتطلب هذا المفتاح، ولم يمكن الحصول عليه.',
      'on-demand': 'يُتحقق من المحتوى عند فتح الملف، أو أدناه عندما تطلب ذلك.',
    },
    attempt: (index, outcome) => `‏KMS Decrypt للمفتاح المغلَّف ${formatCount(index)}: ${outcome}`,
    unwrapped: 'فُك تغليفه',
    refused: 'رُفض',
    key: 'مفتاح KMS',
    requestId: 'طلب KMS',
    took: 'المدة',
    milliseconds: (count) => `${formatCount(Math.round(count))} مللي ثانية`,
    contextSent: (count) =>
      count === 0 ? 'أُرسل بسياق تشفير فارغ.' : `أُرسل بسياق التشفير من هذه الترويسة، ${pairs(count)}.`,
    noRequest: 'غير مذكور',
    keyLife: (unwrapped, overwritten) =>
      `فك KMS تغليف مفتاح البيانات عند ${isolated(unwrapped)}. استُورد مفتاحًا لا يمكن تصديره، وكُتب فوق بايتاته الخام عند ${isolated(overwritten)}. لم يُعرض ولم يُخزّن ولم يُرسل إلى هذه الصفحة قط.`,
    noKeyLife: 'لم يُفك تغليف أي مفتاح بيانات، فلم يكن هناك ما يُتلف.',
    hiddenAttempts: (count) => `و${formatCount(count)} محاولة أخرى، غير معروضة`,
  },

  message: {
    title: 'الرسالة',
    about: 'رسالة واحدة من AWS Encryption SDK. هذا ما تقوله ترويستها.',
    version: 'الإصدار',
    suite: 'مجموعة الخوارزميات',
    messageId: 'معرّف الرسالة',
    commitment: 'الالتزام',
    content: 'المحتوى',
    framed: 'في إطارات',
    unframed: 'كتلة واحدة',
    signed: 'موقّعة',
    size: 'حجم الرسالة',
    headerLength: 'الترويسة',
    frameLength: 'طول الإطار',
    frameCount: 'الإطارات',
    plaintextLength: 'حجم الملف',
    lengthUnknown: 'مجهول: الحجم المخزّن لا يناسب الترويسة',
  },

  context: {
    title: 'سياق التشفير',
    about:
      'ليس سريًا لكنه مختوم مع الباقي: لا يفك KMS تغليف المفتاح إلا لهذه القيم بعينها. تظهر في CloudTrail.',
    name: 'الاسم',
    value: 'القيمة',
    empty: 'سياق التشفير فارغ.',
    hidden: (count) => `إضافة إلى ${pairs(count)}، في البايتات أدناه`,
    placement: {
      matches: 'المكان يطابق حيث يوجد الملف',
      moved: 'المكان لا يطابق حيث يوجد الملف',
      'not-stated': 'لا مكان مذكور',
    },
    ownership: {
      unknown: 'لم تسجّل الدخول: لم يُقارن هل هو لك',
      mine: 'أنت المالك',
      other: 'يملكه شخص آخر',
      'not-stated': 'لا مالك مذكور',
    },
  },

  wrappedKeys: {
    title: 'المفاتيح المغلَّفة',
    about: 'مفتاح الملف نفسه، مغلَّفًا بكل مفتاح يجوز له فتحه. يكفي أي واحد منها.',
    nth: (index) => `المفتاح ${index}`,
    provider: 'المزوّد',
    arn: 'ARN المفتاح',
    info: 'معلومات المزوّد',
    size: 'الحجم المغلَّف',
    hidden: (count) => `و${formatCount(count)} أخرى، في البايتات أدناه`,
  },

  limits: {
    title: 'الحدود السارية',
    about: 'ما تسمح به الصيغة، وكم تستعمل منه هذه الرسالة.',
    names: {
      frames: 'الإطارات',
      bytes: 'البايتات بهذا المفتاح',
      context: 'سياق التشفير',
    },
    meanings: {
      frames: 'أرقام التسلسل من 32 بت، فلا يتكرر IV بمفتاح واحد.',
      bytes: 'أقصى ما يسعه هذا العدد من الإطارات بهذا الطول. لكل رسالة مفتاحها.',
      context: 'كما يُكتب متسلسلًا في الترويسة؛ ما يقرؤه كل تنفيذ.',
    },
    used: (used, most) => `${isolated(used)} من ${isolated(most)}`,
    count: (value) => formatCount(value),
    bytes: (value) => formatBytesExactly(value),
  },

  bytes: bytesText,
  frames: framesText,
  verify: verifyText,
  flip: flipText,
  kmsKey: kmsKeyText,
  storage: storageText,
};
