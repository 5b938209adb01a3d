import type { Facts } from '../../../doctor/verdict.ts';
import type { DoctorText } from '../shape.ts';

const fact = (facts: Facts, name: string): string => String(facts[name] ?? '');

const seconds = (facts: Facts): string => {
  const off = Number(facts['seconds']);
  return `${Math.abs(off)} 秒${off > 0 ? '進んで' : '遅れて'}います`;
};

/** The doctor in Japanese. */
export const doctorText: DoctorText = {
  title: '診断',
  lead: 'このデプロイに必要なことを、あなた自身のアクセスで順にすべて試します。うまくいかないものには、貼り付けるべき設定を、必要な権限だけで示します。',
  about:
    'あなたのフォルダーの doctor/ の下に数バイトを書き、また取り除きます。バージョン管理されたバケットでは、バケットのルールで期限が切れるまで、それぞれの古いバージョンが残ります。あなたのファイルには触れません。',
  run: 'すべて確認',
  again: 'もう一度確認',
  stop: '中止',
  stopping: '中止し、書いたものを取り除いています…',
  running: (check) => `確認中：${check}…`,
  copyReport: 'レポート',
  copyReportLabel: 'レポートをコピー',
  listLabel: '確認項目',
  fix: '対処方法',
  command: 'AWS コマンドラインで適用',
  savedAs: (file) => `${file} として保存`,
  left: '取り除けなかったもの',
  summary: (works, fails, unchecked) =>
    fails === 0 && unchecked === 0
      ? `すべて正常です：${works} 件中 ${works} 件。`
      : `正常 ${works} 件、問題 ${fails} 件、確認できず ${unchecked} 件。`,
  status: {
    works: '正常',
    fails: '問題あり',
    unchecked: '確認できません',
    waiting: '未確認',
    running: '確認中…',
  },

  checks: {
    configuration: '設定',
    clock: '時計',
    'sign-in': 'サインイン',
    identity: 'ID と認証情報',
    cors: 'CORS：リクエスト',
    list: 'ファイルの一覧',
    put: 'オブジェクトの書き込み',
    multipart: 'パートに分けたアップロード',
    checksums: 'チェックサムの検証',
    get: '範囲指定の読み取り',
    'cors-answers': 'CORS：応答',
    delete: 'オブジェクトの削除',
    'kms-generate': 'KMS：データキーの作成',
    'kms-decrypt': 'KMS：そのアンラップ',
    'wrong-context': '拒否：別の暗号化コンテキスト',
    'other-prefix': '拒否：別の人のフォルダー',
    lifecycle: '未完了アップロードのルール',
    versioning: 'バージョン管理',
    sse: 'ストレージ側の暗号化',
  },

  works: {
    configuration: (facts) =>
      `config.json は正しい形式です：バケット ${fact(facts, 'bucket')}、リージョン ${fact(facts, 'region')}。`,
    clock: (facts) =>
      Number(facts['seconds']) === 0
        ? 'この端末の時計は AWS と秒まで合っています。'
        : `この端末の時計は ${seconds(facts)}が、許容範囲です。`,
    'sign-in': (facts) =>
      facts['signedIn'] === 'yes'
        ? 'プロバイダーが応答し、あなたのサインインはこのデプロイで有効です。'
        : 'プロバイダーが応答し、config.json に記されたものと一致します。',
    identity: (facts) => `ID プールが ${fact(facts, 'identity')} に認証情報を渡しました。`,
    cors: (facts) =>
      `${fact(facts, 'origin')} のページは、アプリが送るすべてのヘッダーとともに ${fact(facts, 'methods')} を送れます。`,
    list: (facts) => `${fact(facts, 'prefix')} だけを求めました。`,
    put: () => '数バイトを、チェックサムとともに、何もない場所にだけ書きました。',
    multipart: () => '一つのアップロードを開始、送信、一覧、完了し、もう一つは中止しました。',
    checksums: () => 'CRC-32 に合わないバイトは、オブジェクトとしてもパートとしても拒否されます。',
    get: () => '書いたバージョンに固定して、範囲指定で 4 バイトを読みました。',
    'cors-answers': (facts) => `調べた ${fact(facts, 'count')} 個の応答ヘッダーはすべて読めます。`,
    delete: () => '書いたものを取り除きました。',
    'kms-generate': (facts) => `あなたを示すコンテキストで、${fact(facts, 'key')} により作られました。`,
    'kms-decrypt': () => '同じコンテキストで同じキーが得られ、上書きして消しました。',
    'wrong-context': () =>
      'KMS は、別の所有者のためのデータキーとアンラップ、変更したコンテキストでのアンラップを拒否します。',
    'other-prefix': () => '架空の人のフォルダーでの一覧、書き込み、読み取りは拒否されます。',
    lifecycle: (facts) =>
      `今始めたアップロードは ${fact(facts, 'date')} に中止されます${facts['rule'] === '' ? '' : `（ルール ${fact(facts, 'rule')}）`}。`,
    versioning: () => '書き込むたびにバージョンができ、置き換えや削除の前のものが残ります。',
    sse: (facts) =>
      `既定は ${fact(facts, 'algorithm')} です。config.json が示す選択肢をすべて試しました：${fact(facts, 'choices')}。`,
  },

  problems: {
    'config-invalid': (facts) => `config.json：${fact(facts, 'field')}：${fact(facts, 'problem')}。`,
    'clock-off': (facts) =>
      facts['seconds'] === undefined
        ? 'サービスが、時刻を理由にリクエストを拒否しました。'
        : `この端末の時計は ${seconds(facts)}。5 分を超えてずれたリクエストを、AWS は拒否します。`,
    'provider-unreachable': (facts) =>
      `サインインプロバイダーのディスカバリー文書を読めません：${fact(facts, 'url')}。`,
    'discovery-malformed': (facts) =>
      `プロバイダーのディスカバリー文書に ${fact(facts, 'field')} がありません。`,
    'issuer-differs': (facts) =>
      `プロバイダーは自らを ${fact(facts, 'issuer')} と名乗り、config.json は ${fact(facts, 'authority')} としています。一字一句同じでなければなりません。`,
    'token-expired': () => 'サインインの期限が切れ、更新されませんでした。',
    'token-audience': (facts) =>
      facts['audience'] === undefined
        ? 'ID プールは、このクライアント向けに作られたトークンを受け取りません。'
        : `あなたのサインインは ${fact(facts, 'audience')} 向けですが、config.json は ${fact(facts, 'clientId')} としています。`,
    'pool-not-found': (facts) => `このリージョンに ID プール ${fact(facts, 'pool')} はありません。`,
    'provider-unknown': () => 'ID プールは、config.json にある名前のプロバイダーを知りません。',
    'token-refused': (facts) => `ID プールがトークンを拒否しました：${fact(facts, 'message')}`,
    'role-trust': () => 'ID プールは、サインインした人のロールを引き受けられないか、ロールがありません。',
    'identity-refused': (facts) => `ID プールが認証情報を渡しませんでした：${fact(facts, 'message')}`,
    unreachable: (facts) => `${fact(facts, 'url')} から応答がありません。`,
    'cors-or-unreachable': (facts) =>
      `${fact(facts, 'origin')} からのリクエストが通りません。ブラウザーは理由を示しません。${fact(facts, 'url')} が応答しないか、この配信元を認めるバケットの CORS ルールがないかのどちらかです。「npm run doctor」でわかります。`,
    'cors-none': (facts) => `${fact(facts, 'origin')} のページを認める CORS ルールが、バケットにありません。`,
    'cors-missing': (facts) => `バケットの CORS ルールで許可されていないもの：${fact(facts, 'missing')}。`,
    'cors-hides': (facts) => `バケットの CORS ルールがページに見せないもの：${fact(facts, 'missing')}。`,
    denied: (facts) => `S3 は、あなたのフォルダーでの ${fact(facts, 'operation')} を許可していません。`,
    'bucket-not-found': (facts) => `バケット ${fact(facts, 'bucket')} はありません。`,
    'storage-key-refused': () =>
      'ストレージ側の暗号化のキーを、S3 があなたの名で使うことを、KMS が許可していません。',
    'kms-denied': (facts) =>
      `KMS は、あなたを示すメッセージへの ${fact(facts, 'operation')} を許可していません。`,
    'kms-key-not-found': (facts) => `このリージョンの KMS にキー ${fact(facts, 'key')} はありません。`,
    'kms-key-disabled': () => 'KMS キーが無効になっています。',
    'kms-key-unusable': () => 'KMS キーが削除待ちか、別の用途のものか、キーマテリアルが使えません。',
    'credentials-refused': () => '認証情報が拒否されました。',
    'answer-wrong': (facts) => `応答があるべきものと違います：${fact(facts, 'message')}。`,
    'checksums-refused': (facts) =>
      `ストレージが CRC-32 付きの書き込みを拒否し、なしなら受け取ります（${fact(facts, 'reason')}）。Sealdrop はすべての書き込みに付けるため、このストレージには何も封印できません。`,
    'checksums-ignored': (facts) =>
      `ストレージが CRC-32 に合わないバイトを受け取ります（${fact(facts, 'operation')}）。途中で壊れたものがそのまま保管され、開くときに初めて見つかります。誤ったものが開くことはありませんが、そのファイルは失われます。`,
    'context-not-bound': (facts) =>
      `KMS が、別の所有者のための ${fact(facts, 'operation')} をあなたに許可しています。サインインした人は、誰のものでも開けてしまいます。`,
    'prefix-not-bound': (facts) =>
      `S3 が、別の人のフォルダーでの ${fact(facts, 'operation')} をあなたに許可しています。`,
    'no-lifecycle': () =>
      '未完了アップロードを中止するルールを示す応答がありません。パートが残り、課金されます。',
    'not-versioned': () =>
      '書き込みにバージョンが付きませんでした。置き換えたり削除したりしたものは、二度と戻りません。',
    'not-encrypted': () => 'ストレージ側の暗号化を示す応答がありません。',
    'encryption-differs': (facts) =>
      `${fact(facts, 'kind')} を求めましたが、S3 は${facts['told'] === '' ? '示されていない方式' : ` ${fact(facts, 'told')} `}を使いました。`,
  },

  unchecked: {
    depends: (facts) => `先にこれが正常でなければなりません：${fact(facts, 'check')}。`,
    'nobody-signed-in': () => '誰もサインインしていません。',
    'service-failed': (facts) =>
      `サービスが混雑しているか、障害があります（${fact(facts, 'reason')}）。後でもう一度試してください。`,
    unexpected: (facts) => `この項目については何もわからない失敗でした：${fact(facts, 'message')}。`,
    'not-applicable': () => 'このデプロイでは使いません。',
    stopped: () => 'その前に中止されました。',
  },

  fixes: {
    'edit-config': (facts) =>
      `config.json の ${fact(facts, 'field')} を直し、ページを再読み込みしてください。`,
    'set-clock': () => '端末の時刻をネットワークから取得するようにしてください。',
    'check-network': (facts) =>
      `ここから ${fact(facts, 'url')} に届くことを確かめてください。プロキシ、ファイアウォール、サイトの Content-Security-Policy が妨げているかもしれません。`,
    'sign-in-again': () => 'もう一度サインインしてください。',
    'trust-provider': (facts) =>
      `ID プール ${fact(facts, 'pool')} に、このクライアント ID で ${fact(facts, 'provider')} が載っていなければなりません。載っているものは次で見られます：`,
    'trust-role': (facts) =>
      `プール ${fact(facts, 'pool')} だけがサインインした人のロールを引き受けられるようにし、そのロールをプールの認証済みロールに設定してください。ロールの信頼ポリシー：`,
    cors: (facts) =>
      `バケットに次の CORS ルールを設定してください。今あるルールを置き換えます。${fact(facts, 'origin')} のほかの配信元も加えてください。`,
    'allow-role': (facts) =>
      `サインインした人のロールに、今あるものとは別のポリシーとして、ステートメント ${fact(facts, 'sid')} を加えてください。これだけを許可し、ほかは許可しません。`,
    'narrow-role': (facts) =>
      `ロールのどれかのステートメントが ${fact(facts, 'sid')} より広く許可しています。それを取り除き、代わりにこれを置いてください。`,
    'allow-key': () => 'または、キー自身のポリシーで、今あるステートメントに加えて許可してください。',
    'narrow-key': () =>
      'キー自身のポリシーが広く許可している場合は、代わりにこのステートメントを置いてください。',
    'create-bucket': (facts) =>
      `スタックをデプロイしてください（docs/deployment.md）。バケット ${fact(facts, 'bucket')} と必要なものすべてが ${fact(facts, 'region')} に作られます。`,
    'enable-key': () => '意図して無効にしたのでなければ、有効にしてください。',
    'keep-key': () => '削除の予定が意図しないものなら、削除を取り消して有効にしてください。',
    'abort-uploads': (facts) =>
      `開始から ${fact(facts, 'days')} 日後にアップロードを中止するよう、バケットに設定してください。今あるルールを置き換えるので、あなたのルールも加えてください。`,
    'enable-versioning': () => 'バージョン管理を有効にしてください。',
    'encrypt-bucket': () => '受け取ったものを暗号化するよう、バケットに設定してください。',
    'verify-after': () =>
      'それまでは、封印するたびにファイルを検査してすべてのフレームを検証してから、元のファイルを削除してください。',
    'other-store': () =>
      'x-amz-checksum-crc32 を検証する版のストレージか、別のストレージを使ってください。S3 自身は検証します。',
  },
};
