import type { Messages } from '../shape.ts';
import { bothUses, openingOnly, sealingOnly } from '../uses.ts';
import { formatCount, isolated } from './figures.ts';

/** The screen that explains envelope encryption, in Arabic. */
export const howText: Messages['how'] = {
  inWords: 'الشيء نفسه بالكلمات',
  ways: { seal: 'الختم', open: 'الفتح' },

  sample: {
    seal: 'اختم عيّنة صغيرة',
    name: 'sealdrop-ayyina.txt',
    content: 'ملف صغير، خُتم لمشاهدة كيف يتم ذلك.\n',
  },

  envelope: {
    title: 'تشفير المظروف كما يحدث',
    lead: 'لا يرى KMS ملفك أبدًا، ولا يرى المخزن مفتاحك أبدًا. يتبع الرسم آخر عملية نقل لك؛ وتُمسَك كل خطوة لحظة لتتمكن من المشاهدة.',
    wayLabel: 'الاتجاه الذي يعرضه الرسم',
    nothing: 'لا شيء يتحرك الآن.',
    following: {
      seal: (name) => `جارٍ ختم ${isolated(name)}`,
      open: (name) => `جارٍ فتح ${isolated(name)}`,
    },
    finished: {
      seal: (name) => `خُتم ${isolated(name)} وخُزّن.`,
      open: (name) => `فُتح ${isolated(name)} وتُحقق منه.`,
    },
    stopped: (name) => `أُوقف ${isolated(name)} هنا.`,
    held: (name) => `${isolated(name)} ينتظر.`,
    lastCall: (operation, duration, count) =>
      `${isolated(operation)}${duration === null ? ' جارٍ' : `، ${isolated(duration)}`}${count > 1 ? `؛ عدد الطلبات حتى الآن: ${formatCount(count)}` : ''}`,
    announce: (step, all, place) => `الخطوة ${step} من ${all}: ${place}`,
    allDone: { seal: 'خُتم وخُزّن.', open: 'فُتح وتُحقق منه.' },
    steps: { seal: 'كيف يُختم الملف', open: 'كيف يُفتح الملف' },
    states: { active: 'الآن', done: 'تم' },
    where: {
      file: 'هذا الجهاز',
      kms: 'AWS KMS',
      vault: 'هذا المتصفح',
      message: 'هذا المتصفح',
      store: 'Amazon S3',
    },
    places: {
      file: 'ملفك',
      kms: 'مفتاح البيانات',
      vault: 'عامل الخزنة',
      message: 'الرسالة',
      store: 'المخزن',
    },
    says: {
      seal: {
        file: 'يُقرأ قطعة قطعة؛ لا يرى بايتاته إلا عامل الخزنة.',
        kms: 'يصنع GenerateDataKey مفتاحًا جديدًا من 256 بت ويسلّمه مرتين: صريحًا، ومغلَّفًا بمفتاح KMS مع سياق التشفير.',
        vault: 'يستورد المفتاح الصريح بحيث لا يمكن تصديره، ويكتب فوق بايتاته، ويختم الملف في إطارات.',
        message: 'ترويسة فيها المفتاح المغلَّف والسياق والالتزام، ثم الإطارات المختومة.',
        store: 'يأخذ الرسالة على أجزاء ويتحقق من مجموع تدقيق كل جزء. لا يملك شيئًا يفتحها.',
      },
      open: {
        store: 'يعطي أول بايتات الرسالة، ثم الباقي بالمدى.',
        message: 'تذكر الترويسة مفتاح KMS والسياق والمكان الذي يخصه الملف؛ ويُقارَن المكان.',
        kms: 'يفك Decrypt تغليف مفتاح البيانات، لهذا السياق بعينه فقط ولك وحدك.',
        vault: 'يقارن الالتزام، ويتحقق من وسم مصادقة الترويسة، ثم من وسم كل إطار قبل تسليمه.',
        file: 'يُكتب إطارًا إطارًا، ولا يكتمل إلا بعد التحقق من الإطار الأخير.',
      },
    },
    holds: {
      dataKey: 'مفتاح البيانات، صريح',
      wrappedKey: 'المفتاح المغلَّف',
      importedKey: 'مفتاح البيانات، لا يُصدَّر',
      overwritten: 'مفتاح البيانات، تُرك',
      header: 'الترويسة',
      frame: (number) => `الإطار ${number}`,
      finalFrame: 'الأخير',
    },
  },

  ideas: [
    {
      title: 'لماذا المظروف',
      says: [
        'يشفّر KMS ‏4,096 بايتًا على الأكثر في كل استدعاء، ويُبقي مفتاحه عنده. لذلك يقفل مفتاح بيانات جديد الملف هنا، بسرعة هذا الجهاز، ولا يقفل KMS إلا مفتاح البيانات.',
        'يسافر المفتاح المقفل مع الملف المقفل. من يجوز له استعمال مفتاح KMS يفتح الأول، وبه الثاني؛ وكل استعمال سطر في CloudTrail.',
      ],
    },
    {
      title: 'الالتزام بالمفتاح',
      says: [
        'لا يربط AES-GCM وحده النص المشفّر بمفتاح واحد: يستطيع أحدهم صنع بايتات تنفتح على نصين مختلفين بمفتاحين.',
        'لذلك تحمل الترويسة 32 بايتًا مشتقة من مفتاح البيانات. تُقارَن قبل فك تشفير أي شيء، فلا تنفتح الرسالة إلا بمفتاح واحد.',
      ],
    },
    {
      title: 'سياق التشفير',
      says: [
        'أسماء وقيم ليست سرية لكنها مختومة مع الباقي. وهي عندك المالك ومكان الملف. لا يفك KMS تغليف مفتاح إلا للسياق نفسه الذي غُلّف به.',
        'تشترط سياسة الدور أن تكون أنت المالك: حاوية تُركت مفتوحة بالخطأ لا تفتح أي ملف. يظهر السياق في CloudTrail، لذلك لا يحمل شيئًا سريًا.',
      ],
    },
  ],

  keys: {
    title: 'المتماثل بجانب غير المتماثل',
    lead: 'لدى KMS النوعان. الفرق هو من يستطيع حمل المفتاح، ومن ثم من يستطيع الختم.',
    wayLabel: 'الاستعمال المعروض',
    does: { seal: 'يختم', open: 'يفتح' },
    rests: 'لا حاجة إليه',
    question: 'السؤال',
    symmetric: {
      title: 'متماثل',
      seal: 'الختم والفتح كلاهما يسأل KMS: مفتاحه الوحيد يغلّف مفتاح البيانات ولا يخرج أبدًا.',
      open: 'لا يفك التغليف إلا KMS، لمن تسمح له السياسة باستدعاء Decrypt بالسياق نفسه.',
      holders: [
        { who: 'AWS KMS', holds: 'المفتاح', secret: true, uses: bothUses },
        { who: 'أنت، بعد تسجيل الدخول', holds: 'إذن السؤال', secret: false, uses: bothUses },
      ],
    },
    asymmetric: {
      title: 'غير متماثل',
      seal: 'يختم كل من لديه النصف العام، بلا اتصال وبلا حساب AWS.',
      open: 'لا يفتح إلا KMS: لا يخرج منه النصف الخاص أبدًا، ولا يُخدم إلا من يجوز له استدعاء Decrypt.',
      holders: [
        { who: 'أي شخص', holds: 'النصف العام', secret: false, uses: sealingOnly },
        { who: 'AWS KMS', holds: 'النصف الخاص', secret: true, uses: openingOnly },
      ],
    },
    rows: [
      {
        question: 'من يستطيع الختم',
        symmetric: 'من يجوز له استدعاء GenerateDataKey أو Encrypt',
        asymmetric: 'كل من لديه المفتاح العام',
      },
      {
        question: 'من يستطيع الفتح',
        symmetric: 'من يجوز له استدعاء Decrypt',
        asymmetric: 'من يجوز له استدعاء Decrypt',
      },
      { question: 'من دون AWS', symmetric: 'لا هذا ولا ذاك', asymmetric: 'الختم، لا الفتح' },
      {
        question: 'الحد الأقصى في استدعاء واحد',
        symmetric: '4,096 بايتًا',
        asymmetric: '190 أو 318 أو 446 بايتًا (RSA ‏2048 و3072 و4096؛ OAEP مع SHA-256)',
      },
      {
        question: 'ما هو أكبر',
        symmetric: 'مفتاح بيانات مغلَّف: أي حجم',
        asymmetric: 'مفتاح بيانات مغلَّف بالنصف العام: أي حجم',
      },
      {
        question: 'سياق التشفير',
        symmetric: 'يتحقق منه KMS',
        asymmetric: 'لا يعرفه KMS؛ تُختم تجزئته مع مفتاح البيانات',
      },
      {
        question: 'التدوير من KMS',
        symmetric: 'نعم؛ والمفاتيح المغلَّفة القديمة ما زالت تفتح',
        asymmetric: 'لا؛ مفتاح جديد، ونصف عام جديد يوزَّع',
      },
    ],
  },
};
