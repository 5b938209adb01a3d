import type { ErrorDetails } from '../../../errors.ts';
import { describeBy, numbered, said as saidPlainly, type ErrorTexts } from '../error-text.ts';
import { formatBytesExactly, formatCount, isolated } from './figures.ts';

const said: typeof saidPlainly = (value, phrase) => saidPlainly(value, (text) => phrase(isolated(text)));

const tryAgain = 'أعِد المحاولة. إن تكرر الأمر فأرسل التفاصيل التقنية إلى المسؤول.';
const tellAdministrator = 'أرسل التفاصيل التقنية إلى المسؤول.';
const damaged = 'لم يُحفظ شيء. اطلب نسخة أخرى ممن ختم الملف، وأخبر المسؤول.';

const texts: ErrorTexts = {
  'config-invalid': ({ field, problem }) => ({
    title: `هذا الموقع غير مضبوط كما ينبغي${said(field, (name) => `: «${name}» خاطئ`)}.`,
    advice: `يستطيع المسؤول إصلاحه في config.json${said(problem, (text) => ` (${text})`)}.`,
  }),
  'sign-in-failed': ({ reason }) => ({
    title: 'لم ينجح تسجيل الدخول.',
    advice: `سجّل الدخول مرة أخرى${said(reason, (text) => `؛ قالت خدمة تسجيل الدخول «${text}»`)}.`,
  }),
  'session-expired': {
    title: 'انتهت جلستك.',
    advice: 'سجّل الدخول من جديد للمتابعة. الملفات المخزّنة في أمان.',
  },
  'identity-refused': {
    title: 'سُجّل دخولك، لكن AWS لم يمنح هذا الحساب وصولًا.',
    advice: 'اسأل المسؤول هل يُسمح لك باستعمال Sealdrop.',
  },
  'own-key-unknown': {
    title: 'لا يعرف AWS مفتاح الوصول هذا.',
    advice: 'انسخ معرّف مفتاح الوصول مرة أخرى، وتأكد من أن المفتاح لم يُحذف ولم يُعطَّل.',
  },
  'own-secret-wrong': {
    title: 'مفتاح الوصول السري لا يخص مفتاح الوصول هذا.',
    advice: 'انسخ السر مرة أخرى، كله.',
  },
  'own-token-wrong': {
    title: 'رمز الجلسة لا يخص مفتاح الوصول هذا.',
    advice: 'انسخ الثلاثة مرة أخرى من المكان نفسه. المفتاح الذي يبدأ بـ AKIA دائم وليس له رمز جلسة.',
  },
  'own-token-expired': {
    title: 'انتهت صلاحية بيانات الاعتماد هذه.',
    advice: 'احصل على بيانات جديدة، من بوابة الوصول أو سطر أوامر AWS مثلًا، وأدخِلها.',
  },
  offline: {
    title: 'هذا الجهاز غير متصل.',
    advice: 'تحقق من اتصال الشبكة، ثم أعِد المحاولة.',
  },
  'service-unreachable': ({ service }) => ({
    title: `لا إجابة من ${saidPlainly(service, (name) => serviceNames[name] ?? isolated(name)) || 'خدمة تحتاج إليها هذه الصفحة'}.`,
    advice: 'تحقق من اتصال الشبكة، ثم أعِد المحاولة. قد يكون السبب أيضًا جدار حماية أو إعدادًا خاطئًا للموقع.',
  }),
  throttled: {
    title: 'يطلب AWS طلبات أقل.',
    advice: 'انتظر دقيقة، ثم أعِد المحاولة.',
  },
  'service-failed': {
    title: 'حدث عطل لدى AWS.',
    advice: 'انتظر بضع دقائق، ثم أعِد المحاولة.',
  },
  'clock-wrong': {
    title: 'ساعة هذا الجهاز خاطئة.',
    advice: 'اضبط التاريخ والوقت على الوضع التلقائي، ثم أعِد المحاولة.',
  },
  'credentials-refused': {
    title: 'لم يقبل AWS تسجيل دخولك.',
    advice: 'سجّل الخروج ثم سجّل الدخول من جديد.',
  },

  'kms-denied': {
    title: 'لا يُسمح لك باستعمال مفتاح هذا الملف.',
    advice: 'اطلب من المسؤول الوصول إلى مفتاح KMS. لا يفتح الملف إلا من ختمه.',
  },
  'kms-key-not-found': {
    title: 'مفتاح KMS غير موجود.',
    advice: 'اسأل المسؤول أي مفتاح ينبغي أن يستعمله هذا الموقع، أو هل حُذف المفتاح.',
  },
  'kms-key-disabled': {
    title: 'مفتاح KMS معطَّل.',
    advice: 'اطلب من المسؤول تمكين المفتاح، ثم أعِد المحاولة.',
  },
  'kms-key-unusable': {
    title: 'لا يمكن استعمال مفتاح KMS الآن.',
    advice: 'اسأل المسؤول: قد يكون المفتاح في انتظار الحذف، أو مخصصًا لغرض آخر.',
  },
  'kms-wrong-key': {
    title: 'خُتم هذا الملف بمفتاح KMS آخر.',
    advice: 'لم يُحفظ شيء. افحص الملف لترى المفتاح الذي تذكره ترويسته.',
  },
  'kms-wrapped-key-refused': {
    title: 'رفض KMS فك تغليف مفتاح هذا الملف.',
    advice: 'غُيّر مفتاحه المغلَّف أو سياق تشفيره بعد الختم. لم يُحفظ شيء؛ أخبر المسؤول.',
  },
  'kms-answer-invalid': {
    title: 'أعطى KMS إجابة لا يمكن أن تكون صحيحة.',
    advice: `لم يُختم بها شيء ولم يُفتح. ${tellAdministrator}`,
  },

  'key-needs-network': {
    title: 'مفتاح هذا الملف لدى AWS KMS، وهذا الجهاز غير متصل.',
    advice:
      'لا يستطيع أحد فك المفتاح دون اتصال. يمكن الاطلاع على الترويسة والسياق ومواضع الإطارات؛ اتصل بالشبكة لفتح الملف.',
  },
  'key-needs-sign-in': {
    title: 'مفتاح هذا الملف لدى AWS KMS التي لا تجيب إلا من سجّل الدخول.',
    advice: 'سجّل الدخول لفتحه. وحتى ذلك الحين يمكن الاطلاع على الترويسة والسياق ومواضع الإطارات.',
  },

  'store-denied': {
    title: 'لا يُسمح لك بهذا في المخزن.',
    advice: 'اطلب من المسؤول الوصول إلى مجلدك في الحاوية.',
  },
  'storage-key-refused': {
    title: 'لا يجوز للمخزن استعمال مفتاح KMS الذي يطلبه تشفيره.',
    advice:
      'قد يكون المفتاح معطَّلًا، أو في انتظار الحذف، أو غير مسموح لك به. اختر تشفيرًا آخر للمخزن لعمليات الرفع الجديدة، أو اسأل المسؤول.',
  },
  'store-not-found': {
    title: 'لم يعد هذا الملف مخزّنًا هنا.',
    advice: 'حُذف أو نُقل. أعِد تحميل القائمة لترى ما هو مخزّن الآن.',
  },
  'bucket-not-found': {
    title: 'حاوية هذا الموقع غير موجودة.',
    advice: 'اطلب من المسؤول التحقق من اسم الحاوية في config.json.',
  },
  'name-taken': {
    title: 'هناك ملف مخزّن بهذا الاسم.',
    advice: 'لم يُكتب فوق شيء. اختر ما يحدث له، أو اسمًا آخر.',
  },
  'object-changed': {
    title: 'استُبدل الملف المخزّن أثناء قراءته.',
    advice: 'لم يُحفظ شيء. أعِد المحاولة لفتح الجديد.',
  },
  'checksum-refused': {
    title: 'تغيّرت بعض البايتات في طريقها إلى المخزن.',
    advice: 'لم يبقَ شيء تالف. أعِد المحاولة، وعلى شبكة أخرى إن تكرر الأمر.',
  },
  'upload-lost': {
    title: 'تخلى المخزن عن الرفع غير المكتمل.',
    advice: 'أعِد المحاولة: يُختم الملف من بدايته بمفتاح جديد.',
  },
  'store-answer-invalid': ({ hint }) => ({
    title: 'أعطى المخزن إجابة لا يمكن أن تكون صحيحة.',
    advice: said(hint, (text) => `يستطيع المسؤول التحقق من إعدادات الحاوية (${text}).`) || tryAgain,
  }),

  'message-not-ours': {
    title: 'هذا ليس ملفًا مختومًا.',
    advice: 'وضعه هنا برنامج آخر. ليس هناك ما يُفتح.',
  },
  'message-unsupported': {
    title: 'خُتم هذا الملف بصيغة لا تعرفها هذه الصفحة.',
    advice: 'جرّب أدوات AWS Encryption SDK نفسها، أو إصدارًا أحدث من Sealdrop.',
  },
  'message-malformed': ({ encoding }) => ({
    title: encoding === 'base64' ? 'نص base64 في هذا الملف تالف.' : 'ترويسة هذا الملف تالفة.',
    advice: damaged,
  }),
  'message-truncated': {
    title: 'ينتهي الملف المخزّن قبل أوانه.',
    advice: damaged,
  },
  'message-trailing-bytes': {
    title: 'أُضيف شيء إلى نهاية هذا الملف.',
    advice: damaged,
  },
  'message-out-of-order': (details) => ({
    title: `أجزاء هذا الملف ليست بترتيبها${frame(details, '، ينقطع الترتيب عند')}.`,
    advice: damaged,
  }),
  'message-uncommitted': {
    title: 'خُتم هذا الملف بالطريقة الأقدم، بلا التزام بالمفتاح.',
    advice: 'لا يمكن إثبات أن كل قارئ يرى النص نفسه، لذلك لم يُفتح. استعمل أدوات AWS Encryption SDK نفسها.',
  },
  'message-too-large-to-hold': ({ encoding }) =>
    encoding === 'base64'
      ? {
          title: 'نص base64 هذا أطول من أن يُفك ترميزه هنا.',
          advice: 'فُك ترميزه إلى ملف ثنائي أولًا؛ ملف كهذا قد يكون بأي حجم.',
        }
      : {
          title: 'هذا الملف أكبر من أن يُتحقق منه قبل عرضه.',
          advice: 'لا تتيح صيغته التحقق إلا عند نهايته. استعمل أدوات AWS Encryption SDK نفسها.',
        },
  'commitment-mismatch': {
    title: 'ليس هذا المفتاح هو الذي خُتم به هذا الملف.',
    advice: damaged,
  },
  'header-tampered': {
    title: 'غُيّرت ترويسة هذا الملف بعد الختم.',
    advice: damaged,
  },
  'frame-tampered': (details) => ({
    title: `غُيّر هذا الملف بعد الختم${frame(details, '، في')}.`,
    advice: damaged,
  }),
  'signature-invalid': {
    title: 'توقيع هذا الملف غير صالح.',
    advice: damaged,
  },
  'context-invalid': {
    title: 'سياق تشفير هذا الملف غير مسموح به.',
    advice: tellAdministrator,
  },
  moved: ({ sealedFor, foundAt }) => ({
    title: 'يوجد هذا الملف في غير المكان الذي خُتم له.',
    advice: `${said(sealedFor, (place) => `خُتم لأجل ${place}`)}${said(foundAt, (place) => ` ووُجد في ${place}`)}${
      typeof sealedFor === 'string' ? '. ' : ''
    }نقله أحد أو بدّله. لا تفتحه إلا إذا عرفت السبب.`,
  }),
  'other-owner': {
    title: 'خُتم هذا الملف من شخص آخر.',
    advice: 'لا يفتح الملف إلا من ختمه. اطلب منه نسخة.',
  },
  'no-usable-key': {
    title: 'لا تستطيع فك تغليف أي من مفاتيح هذا الملف.',
    advice: 'افحص الملف لترى مفاتيحه، واطلب من المسؤول الوصول إلى أحدها.',
  },
  'nonce-reuse-refused': {
    title: 'توقف الختم لحماية ملفك.',
    advice: 'كانت القطعة نفسها على وشك أن تُختم مرتين بمفتاح واحد. أعِد المحاولة: يحصل الملف على مفتاح جديد.',
  },

  'pasted-text-invalid': ({ expected }) => ({
    title: `هذا ليس ${(typeof expected === 'string' ? pastedKinds[expected] : undefined) ?? 'النص الذي مكانه هنا'}.`,
    advice: 'انسخه مرة أخرى، كله من أول حرف إلى آخره، وألصقه هنا.',
  }),
  'over-limit': ({ length, limit }) => ({
    title: `هذا أطول مما ينبغي${numbered(length, (bytes) => `: ${formatBytesExactly(bytes)}`)}${numbered(limit, (bytes) => `، والحد الأقصى ${formatBytesExactly(bytes)}`)}.`,
    advice: 'لم يُختم شيء. استعمل مظروفًا، فهو يسع أكثر، أو اختمه ملفًا.',
  }),
  'key-pair-mismatch': {
    title: 'خُتم هذا لزوج مفاتيح آخر.',
    advice: 'لم يُفتح شيء. قارن البصمات، واختر زوج المفاتيح الذي خُتم له.',
  },

  'file-changed': {
    title: 'تغيّر الملف على هذا الجهاز أثناء ختمه.',
    advice: 'لم يُخزّن شيء. أغلق البرنامج الذي يكتب فيه، ثم اختر الملف من جديد.',
  },
  'file-unreadable': {
    title: 'لم تعد قراءة الملف على هذا الجهاز ممكنة.',
    advice: 'ربما نُقل أو أُعيدت تسميته، أو كان مجلدًا. اختره من جديد.',
  },
  'file-too-large': {
    title: 'الملف أكبر مما يقبله المخزن.',
    advice: 'قسّمه إلى ملفات أصغر واختمها.',
  },
  'name-invalid': {
    title: 'لا يمكن تخزين شيء بهذا الاسم.',
    advice:
      'استعمل اسمًا أقصر أو أبسط: بلا شرطات مائلة، بلا حروف خفية، وغير فارغ. في المستوى الأعلى، «key-bench» و«doctor» محجوزان لـ Sealdrop نفسه.',
  },
  'wrong-file': ({ name }) => ({
    title: 'ليس هذا هو الملف الذي انقطع نقله.',
    advice: `اختر الملف نفسه من جديد${said(name, (text) => `، «${text}»`)}، بلا تغيير. إن كان قد تغيّر فتجاهل عملية النقل واختمه من جديد.`,
  }),
  'disk-full': {
    title: 'لا توجد مساحة خالية كافية على هذا الجهاز.',
    advice: 'أفسح مكانًا عليه، ثم أعِد المحاولة.',
  },
  'storage-unavailable': {
    title: 'لا يمنح هذا المتصفح الصفحة مكانًا للملف المفتوح.',
    advice: 'اخرج من التصفح الخاص، أو اسمح لهذا الموقع بتخزين البيانات، ثم أعِد المحاولة.',
  },
  'permission-lost': {
    title: 'لم يعد يجوز لهذه الصفحة استعمال ذلك الملف على جهازك.',
    advice: 'أعِد المحاولة واسمح بالوصول عندما يسأل المتصفح، أو اختر مكانًا آخر.',
  },
  'download-stopped': {
    title: 'أوقف المتصفح التنزيل.',
    advice: 'ما حُفظ حتى الآن ليس الملف كله. أعِد المحاولة لفتحه من بدايته.',
  },
  'in-other-tab': {
    title: 'تعمل علامة تبويب أخرى على عملية النقل هذه.',
    advice: 'دعها تتابع هناك، أو أغلق تلك العلامة وأعِد المحاولة هنا.',
  },
  'journal-unavailable': {
    title: 'لا يسمح هذا المتصفح للصفحة بتدوين ملاحظات على هذا الجهاز.',
    advice: 'يمكن ختم الملفات رغم ذلك، لكن لا تُستأنف بعد إعادة التحميل. اخرج من التصفح الخاص لتغيير ذلك.',
  },
  'script-altered': {
    title: 'جزء من هذا التطبيق ليس الذي بُنيت به هذه الصفحة، فلم يُشغَّل.',
    advice:
      'الملفات المخزّنة في أمان. أعِد تحميل الصفحة؛ وإن بقي الأمر فأبلِغ المسؤول: ربما غيّر أحدهم ملفات التطبيق.',
  },
  'vault-crashed': {
    title: 'توقف جزء هذه الصفحة الذي يختم الملفات ويفتحها.',
    advice: 'الملفات المخزّنة في أمان. أعِد المحاولة؛ وإن توقف من جديد فأعِد تحميل الصفحة.',
  },
  internal: {
    title: 'حدث خطأ في هذه الصفحة.',
    advice: tryAgain,
  },
};

const pastedKinds: Readonly<Record<string, string>> = {
  secret: 'سرًا مختومًا',
  text: 'شيئًا خُتم نصًا',
  'rsa-secret': 'سرًا خُتم هنا بمفتاح عام',
  'key-pair': 'زوج مفاتيح صُنع هنا',
  'public-key': 'مفتاح RSA عامًا من 2048 أو 3072 أو 4096 بت',
  message: 'رسالة مختومة بصيغة base64',
  'wrapped-key': 'مفتاحًا مغلَّفًا أو رسالة مختومة',
};

const serviceNames: Readonly<Record<string, string>> = {
  s3: 'المخزن (Amazon S3)',
  kms: 'خدمة المفاتيح (AWS KMS)',
  cognito: 'خدمة الوصول (Amazon Cognito)',
  sts: 'خدمة الوصول إلى المخزن (STS)',
  'sign-in': 'خدمة تسجيل الدخول',
};

function frame(details: ErrorDetails, before: string): string {
  return numbered(details['frame'], (number) => `${before} الإطار ${formatCount(number)}`);
}

/** The Arabic sentences for a failure. */
export const describeError = describeBy(texts);
