import type { Facts } from '../../../doctor/verdict.ts';
import type { DoctorText } from '../shape.ts';
import { isolated, plural } from './figures.ts';

const fact = (facts: Facts, name: string): string => isolated(String(facts[name] ?? ''));

const seconds = (facts: Facts): string => {
  const off = Number(facts['seconds']);
  const size = plural(Math.abs(off), {
    zero: '# ثانية',
    one: 'ثانية',
    two: 'ثانيتين',
    few: '# ثوانٍ',
    many: '# ثانية',
    other: '# ثانية',
  });
  return `${off > 0 ? 'متقدمة' : 'متأخرة'} ${size}`;
};

/** The doctor in Arabic. */
export const doctorText: DoctorText = {
  title: 'التشخيص',
  lead: 'يجرّب كل ما يحتاج إليه هذا النشر، بالترتيب، وبوصولك أنت. ما يفشل يأتي معه ما ينبغي لصقه، وبلا صلاحيات أكثر مما يلزم.',
  about:
    'يكتب بضعة بايتات تحت doctor/ في مجلدك ثم يزيلها. في حاوية ذات إصدارات يبقى من كل منها إصدار قديم حتى تُنهيه قواعد الحاوية. لا يُمس أي من ملفاتك.',
  run: 'تحقق من كل شيء',
  again: 'تحقق من جديد',
  stop: 'إيقاف',
  stopping: 'جارٍ الإيقاف وإزالة ما كُتب…',
  running: (check) => `جارٍ التحقق: ${check}…`,
  copyReport: 'التقرير',
  copyReportLabel: 'نسخ التقرير',
  listLabel: 'الاختبارات',
  fix: 'ما العمل',
  command: 'طبّقه بسطر أوامر AWS',
  savedAs: (file) => `احفظ باسم ${isolated(file)}`,
  left: 'تعذّرت إزالته',
  summary: (works, fails, unchecked) =>
    fails === 0 && unchecked === 0
      ? `كل شيء يعمل: ${works} من ${works}.`
      : `يعمل ${works}، ويفشل ${fails}، وتعذّر التحقق من ${unchecked}.`,
  status: {
    works: 'يعمل',
    fails: 'يفشل',
    unchecked: 'تعذّر التحقق',
    waiting: 'لم يُختبر بعد',
    running: 'جارٍ التحقق…',
  },

  checks: {
    configuration: 'الإعدادات',
    clock: 'الساعة',
    'sign-in': 'تسجيل الدخول',
    identity: 'الهوية وبيانات الاعتماد',
    cors: 'CORS: الطلبات',
    list: 'سرد ملفاتك',
    put: 'كتابة كائن',
    multipart: 'الرفع على أجزاء',
    checksums: 'التحقق من مجاميع التدقيق',
    get: 'القراءة بالمدى',
    'cors-answers': 'CORS: الإجابات',
    delete: 'حذف كائن',
    'kms-generate': 'KMS: صنع مفتاح بيانات',
    'kms-decrypt': 'KMS: فك تغليفه من جديد',
    'wrong-context': 'مرفوض: سياق تشفير آخر',
    'other-prefix': 'مرفوض: مجلد شخص آخر',
    lifecycle: 'قاعدة عمليات الرفع غير المكتملة',
    versioning: 'الإصدارات',
    sse: 'تشفير المخزن نفسه',
  },

  works: {
    configuration: (facts) =>
      `config.json سليم الصيغة: الحاوية ${fact(facts, 'bucket')} في ${fact(facts, 'region')}.`,
    clock: (facts) =>
      Number(facts['seconds']) === 0
        ? 'ساعة هذا الجهاز توافق AWS حتى الثانية.'
        : `ساعة هذا الجهاز ${seconds(facts)}، وهذا مقبول لدى AWS.`,
    'sign-in': (facts) =>
      facts['signedIn'] === 'yes'
        ? 'يجيب المزوّد، وتسجيل دخولك صالح لهذا النشر.'
        : 'يجيب المزوّد، وهو الذي يذكره config.json.',
    identity: (facts) => `أعطى مجمّع الهويات بيانات اعتماد لـ ${fact(facts, 'identity')}.`,
    cors: (facts) =>
      `يجوز لصفحات ${fact(facts, 'origin')} إرسال ${fact(facts, 'methods')}، مع كل ترويسة يرسلها التطبيق.`,
    list: (facts) => `لم يُسأل إلا عن ${fact(facts, 'prefix')}.`,
    put: () => 'بضعة بايتات، مع مجموع تدقيق، وحيث لم يكن شيء فقط.',
    multipart: () => 'بدأت عملية رفع ومُلئت وسُردت واكتملت؛ وأُلغيت أخرى.',
    checksums: () => 'تُرفض البايتات التي لا توافق CRC-32 الخاص بها، كائنًا وجزءًا.',
    get: () => 'أربعة بايتات بالمدى، مثبّتة على الإصدار الذي كُتب.',
    'cors-answers': (facts) => `يمكن قراءة كل ترويسات الإجابة التي بُحث عنها، وعددها ${fact(facts, 'count')}.`,
    delete: () => 'أُزيل ما كُتب.',
    'kms-generate': (facts) => `بسياق يسمّيك، من ${fact(facts, 'key')}.`,
    'kms-decrypt': () => 'خرج المفتاح نفسه بالسياق نفسه، ثم كُتب فوقه.',
    'wrong-context': () => 'يرفض KMS مفتاح بيانات وفك تغليف لمالك آخر، وفك تغليف بسياق معدَّل.',
    'other-prefix': () => 'يُرفض السرد والكتابة والقراءة في مجلد شخص مختلَق.',
    lifecycle: (facts) =>
      `عملية رفع تبدأ الآن تُلغى في ${fact(facts, 'date')}${facts['rule'] === '' ? '' : ` بالقاعدة ${fact(facts, 'rule')}`}.`,
    versioning: () => 'كل كتابة تصنع إصدارًا: ما يُستبدل أو يُحذف يبقى محفوظًا.',
    sse: (facts) =>
      `الافتراضي ${fact(facts, 'algorithm')}؛ وجُرّب كل خيار يعرضه config.json: ${fact(facts, 'choices')}.`,
  },

  problems: {
    'config-invalid': (facts) => `config.json: ${fact(facts, 'field')}: ${fact(facts, 'problem')}.`,
    'clock-off': (facts) =>
      facts['seconds'] === undefined
        ? 'رفضت خدمةٌ طلبًا بسبب وقته.'
        : `ساعة هذا الجهاز ${seconds(facts)}. يرفض AWS الطلبات التي تبتعد أكثر من خمس دقائق.`,
    'provider-unreachable': (facts) =>
      `لا يمكن قراءة وثيقة الاكتشاف لمزوّد تسجيل الدخول: ${fact(facts, 'url')}.`,
    'discovery-malformed': (facts) => `ينقص وثيقة الاكتشاف لدى المزوّد ${fact(facts, 'field')}.`,
    'issuer-differs': (facts) =>
      `يسمّي المزوّد نفسه ${fact(facts, 'issuer')}، ويسمّيه config.json ${fact(facts, 'authority')}. يجب أن يتطابقا حرفًا بحرف.`,
    'token-expired': () => 'انتهت صلاحية تسجيل دخولك ولم تُجدَّد.',
    'token-audience': (facts) =>
      facts['audience'] === undefined
        ? 'لا يقبل مجمّع الهويات رمزًا صُنع لهذا العميل.'
        : `صُنع تسجيل دخولك لـ ${fact(facts, 'audience')}، ويذكر config.json ${fact(facts, 'clientId')}.`,
    'pool-not-found': (facts) => `لا يوجد مجمّع هويات ${fact(facts, 'pool')} في هذه المنطقة.`,
    'provider-unknown': () => 'لا يعرف مجمّع الهويات المزوّد بالاسم الذي في config.json.',
    'token-refused': (facts) => `يرفض مجمّع الهويات الرمز: ${fact(facts, 'message')}`,
    'role-trust': () => 'لا يجوز لمجمّع الهويات تولّي دور المسجَّلين، أو ليس له دور.',
    'identity-refused': (facts) => `لم يعطِ مجمّع الهويات بيانات اعتماد: ${fact(facts, 'message')}`,
    unreachable: (facts) => `لا شيء يجيب عند ${fact(facts, 'url')}.`,
    'cors-or-unreachable': (facts) =>
      `لا يمر أي طلب من ${fact(facts, 'origin')}. لا يقول المتصفح لماذا: إما لا شيء يجيب عند ${fact(facts, 'url')}، أو لا قاعدة CORS في الحاوية تقبل هذا المصدر. يبيّن ذلك «npm run doctor».`,
    'cors-none': (facts) => `لا قاعدة CORS في الحاوية تقبل صفحات ${fact(facts, 'origin')}.`,
    'cors-missing': (facts) => `لا تسمح قواعد CORS في الحاوية بما يلي: ${fact(facts, 'missing')}.`,
    'cors-hides': (facts) => `لا تُظهر قواعد CORS في الحاوية للصفحات: ${fact(facts, 'missing')}.`,
    denied: (facts) => `لا يسمح S3 بـ ${fact(facts, 'operation')} في مجلدك.`,
    'bucket-not-found': (facts) => `لا توجد حاوية ${fact(facts, 'bucket')}.`,
    'storage-key-refused': () => 'لا يسمح KMS لـ S3 باستعمال مفتاح تشفير المخزن باسمك.',
    'kms-denied': (facts) => `لا يسمح KMS بـ ${fact(facts, 'operation')} لرسالة تسمّيك.`,
    'kms-key-not-found': (facts) => `ليس لدى KMS مفتاح ${fact(facts, 'key')} في هذه المنطقة.`,
    'kms-key-disabled': () => 'مفتاح KMS معطَّل.',
    'kms-key-unusable': () => 'مفتاح KMS في انتظار الحذف، أو لغرض آخر، أو مادته غير متاحة.',
    'credentials-refused': () => 'رُفضت بيانات الاعتماد.',
    'answer-wrong': (facts) => `ليست الإجابة كما يجب: ${fact(facts, 'message')}.`,
    'checksums-refused': (facts) =>
      `يرفض المخزن كتابة معها CRC-32 ويقبلها من دونه (${fact(facts, 'reason')}). يرسل Sealdrop واحدًا مع كل كتابة: لا يمكن ختم شيء في هذا المخزن.`,
    'checksums-ignored': (facts) =>
      `يقبل المخزن بايتات لا توافق CRC-32 الخاص بها (${fact(facts, 'operation')}). ما يتلف في الطريق يُخزَّن، ولا يُكتشف إلا عند الفتح: لا يُفتح شيء زائف أبدًا، لكن الملف يضيع.`,
    'context-not-bound': (facts) =>
      `يسمح لك KMS بـ ${fact(facts, 'operation')} لمالك آخر. من يسجّل الدخول يستطيع فتح ما يخص أي أحد.`,
    'prefix-not-bound': (facts) => `يسمح لك S3 بـ ${fact(facts, 'operation')} في مجلد شخص آخر.`,
    'no-lifecycle': () => 'لا إجابة تذكر قاعدة تلغي عمليات الرفع غير المكتملة: تبقى أجزاؤها وتُحاسب عليها.',
    'not-versioned': () => 'لم يأتِ مع الكتابة إصدار: ما يُستبدل أو يُحذف يزول نهائيًا.',
    'not-encrypted': () => 'لا إجابة تذكر تشفير المخزن نفسه.',
    'encryption-differs': (facts) =>
      `طُلب ${fact(facts, 'kind')} فاستعمل S3 ${facts['told'] === '' ? 'شيئًا لا يذكره' : fact(facts, 'told')}.`,
  },

  unchecked: {
    depends: (facts) => `يجب أن يعمل هذا أولًا: ${fact(facts, 'check')}.`,
    'nobody-signed-in': () => 'لم يسجّل أحد الدخول.',
    'service-failed': (facts) => `الخدمة مشغولة أو متعطلة (${fact(facts, 'reason')}). أعِد المحاولة لاحقًا.`,
    unexpected: (facts) => `فشل بطريقة لا تقول شيئًا عن هذا: ${fact(facts, 'message')}.`,
    'not-applicable': () => 'هذا النشر يستغني عنه.',
    stopped: () => 'أُوقف قبل ذلك.',
  },

  fixes: {
    'edit-config': (facts) => `صحّح ${fact(facts, 'field')} في config.json، وأعِد تحميل الصفحة.`,
    'set-clock': () => 'دع الجهاز يأخذ وقته من الشبكة.',
    'check-network': (facts) =>
      `تأكد من إمكان الوصول إلى ${fact(facts, 'url')} من هنا: قد يعترض وكيل أو جدار حماية أو سياسة Content-Security-Policy للموقع.`,
    'sign-in-again': () => 'سجّل الدخول من جديد.',
    'trust-provider': (facts) =>
      `يجب أن يسرد مجمّع الهويات ${fact(facts, 'pool')} المزوّد ${fact(facts, 'provider')} بمعرّف العميل هذا. هذا يبيّن ما يسرده:`,
    'trust-role': (facts) =>
      `دع المجمّع ${fact(facts, 'pool')}، ولا أحد سواه، يتولى دور المسجَّلين، واجعل ذلك الدور دورَ المصادَق عليهم في المجمّع. سياسة الثقة للدور:`,
    cors: (facts) =>
      `أعطِ الحاوية قواعد CORS هذه. تحل محل الموجودة؛ أضف مصادر أخرى بجانب ${fact(facts, 'origin')}.`,
    'allow-role': (facts) =>
      `أعطِ دور المسجَّلين البيان ${fact(facts, 'sid')}، سياسةً مستقلة بجانب ما لديه. يسمح بهذا ولا شيء سواه.`,
    'narrow-role': (facts) => `بيانٌ ما في الدور يسمح بأكثر من ${fact(facts, 'sid')}. أزِله، واترك هذا مكانه.`,
    'allow-key': () => 'أو اسمح به في سياسة المفتاح نفسه، بجانب البيانات الموجودة.',
    'narrow-key': () => 'إن كانت سياسة المفتاح نفسه هي التي تسمح بأكثر، فاترك هذا البيان مكانها.',
    'create-bucket': (facts) =>
      `انشر المكدّس (docs/deployment.md)، فهو يصنع الحاوية ${fact(facts, 'bucket')} وكل ما يخصها في ${fact(facts, 'region')}.`,
    'enable-key': () => 'إن لم يُعطَّل عمدًا فمكّنه.',
    'keep-key': () => 'إن كان سيُحذف ولم يُقصد ذلك، فألغِ الحذف ومكّنه.',
    'abort-uploads': (facts) =>
      `دع الحاوية تلغي عمليات الرفع بعد ${fact(facts, 'days')} يوم من بدئها. تحل هذه القواعد محل الموجودة؛ أضف قواعدك.`,
    'enable-versioning': () => 'شغّل الإصدارات.',
    'encrypt-bucket': () => 'دع الحاوية تشفّر ما تتلقاه.',
    'verify-after': () => 'إلى حينه، افحص كل ملف بعد ختمه وتحقق من كل إطاراته قبل أن تحذف الأصل.',
    'other-store': () =>
      'استعمل إصدارًا من هذا المخزن يتحقق من x-amz-checksum-crc32، أو مخزنًا آخر. S3 نفسه يتحقق.',
  },
};
