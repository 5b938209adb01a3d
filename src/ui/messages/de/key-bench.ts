import type { OtherErrorTexts } from '../error-text.ts';
import type { KeyBenchText } from '../shape.ts';
import { formatBytesExactly, formatCount } from './figures.ts';

/** What some failures mean at the bench, where there is no stored file to speak of. */
const benchErrors: OtherErrorTexts = {
  'kms-denied': {
    title: 'Das darfst du mit dem KMS-Schlüssel nicht tun.',
    advice:
      'Das Versiegelte gehört vielleicht jemand anderem, oder die Richtlinie erlaubt die Operation nicht. Frage deine Administration.',
  },
  'kms-wrong-key': {
    title: 'Das wurde unter einem anderen KMS-Schlüssel versiegelt, als es nennt.',
    advice: 'Nichts wurde geöffnet. Nimm den Text unverändert so, wie er ausgegeben wurde.',
  },
  'kms-wrapped-key-refused': {
    title: 'KMS weigert sich, das zu öffnen.',
    advice:
      'Der Chiffretext oder der Verschlüsselungskontext ist nicht mehr der vom Versiegeln. Füge ihn noch einmal unverändert ein.',
  },
  'name-taken': {
    title: 'Unter diesem Namen ist schon etwas aufgehoben.',
    advice: 'Nichts wurde überschrieben. Wähle einen anderen Namen.',
  },
  'name-invalid': {
    title: 'Unter diesem Namen kann es nicht aufgehoben werden.',
    advice: 'Wähle einen kürzeren Namen, ohne Schrägstriche und Zeilenumbrüche.',
  },
  'message-not-ours': {
    title: 'Das ist keine versiegelte Nachricht.',
    advice: 'Nimm eine ganze Nachricht des AWS Encryption SDK: ihre Datei, oder alles davon in base64.',
  },
  'message-truncated': {
    title: 'Die Nachricht endet zu früh.',
    advice: 'Nichts wurde geöffnet. Kopiere sie ganz, bis zum letzten Zeichen.',
  },
  'store-not-found': {
    title: 'Es ist nicht mehr im Speicher aufgehoben.',
    advice: 'Jemand hat es gelöscht. Lade die Seite neu, um zu sehen, was jetzt aufgehoben ist.',
  },
};

const mib = '1 MiB';

/** The key bench in German. */
export const keyBenchText: KeyBenchText = {
  title: 'Werkbank',
  lead: 'Die Operationen von AWS KMS, echt ausgeführt mit deinen Schlüsseln: wozu jede da ist, und wo sie endet.',
  tabsLabel: 'Werkbänke',
  useIt: 'Wann man sie nimmt',
  limit: 'Ihre Grenze',
  running: 'Einen Moment…',
  meter: 'Länge in Bytes',
  toEnvelope: 'In einem Umschlag versiegeln',
  errors: benchErrors,
  bytesOf: (length, limit) => `${formatCount(length)} von ${formatBytesExactly(limit)}`,
  tooLong: (over) => `${formatBytesExactly(over)} zu lang`,

  keys: {
    label: 'KMS-Schlüssel dieser Werkbank',
    main: 'Schlüssel deiner Dateien',
    second: 'Zweiter Schlüssel',
    rsa: 'RSA-Schlüssel',
    missing: 'nicht eingerichtet',
    refused: 'Ansehen nicht erlaubt',
  },

  field: {
    text: 'Text',
    orFile: 'oder eine Datei',
    chooseFile: 'Datei auswählen',
    fileChosen: (name) => `Ausgewählte Datei: ${name}`,
    removeFile: 'Stattdessen Text nehmen',
    kept: 'Im Speicher aufgehoben',
    choose: 'Auswählen…',
    pasteInstead: 'Keines: unten einfügen',
    save: 'Sichern',
    saveNamed: (what) => `${what} sichern`,
    result: 'Ergebnis',
    hidden: 'Verborgen, bis du es zeigst.',
    show: 'Zeigen',
    hide: 'Verbergen',
    clear: 'Leeren',
    shortened: (shown, all) =>
      `Die ersten ${formatCount(shown)} von ${formatCount(all)} Zeichen. Kopieren und Sichern nehmen alle.`,
    keyArn: 'KMS-Schlüssel',
    requestId: 'KMS-Anfrage',
    noRequest: 'keine: auf diesem Gerät versiegelt',
    plaintextLength: 'Text',
    ciphertextLength: 'Versiegelt',
    keptAt: 'Aufgehoben unter',
    context: 'Kontext',
    noText: 'Was versiegelt wurde, ist kein Text. Sichere es als Datei.',
  },

  secret: {
    tab: 'Kleines Geheimnis',
    calls: ['Encrypt', 'Decrypt'],
    use: 'Ein Passwort, eine PIN, eine Kartennummer: kurz und selten geöffnet. KMS versiegelt und öffnet es selbst, und jedes Öffnen steht in CloudTrail.',
    limit: '4.096 Bytes UTF-8. Der Text reist über TLS zu KMS: Versiegelt wird er dort, nicht hier.',
    sealTitle: 'Versiegeln',
    sealAbout: 'Der Kontext nennt dich als Eigentümer; KMS öffnet es für niemanden sonst.',
    field: 'Geheimnis',
    keepAs: 'Im Speicher aufheben als',
    keepAbout: 'Lass das leer, um nur den versiegelten Text zu bekommen.',
    seal: 'Versiegeln',
    sealed: (name) =>
      name === null ? 'Versiegelt. Nichts wurde gespeichert.' : `Versiegelt und als „${name}“ aufgehoben.`,
    document: 'Versiegeltes Geheimnis',
    fileName: 'geheimnis.json',
    tooLongTitle: 'Zu lang für KMS selbst',
    tooLongWhy:
      'Encrypt nimmt höchstens 4.096 Bytes: Es ist für Schlüssel und kurze Geheimnisse gemacht, und der ganze Text müsste zu KMS reisen. Bei einem Umschlag macht KMS einen Schlüssel, und der Text wird hier versiegelt.',
    openTitle: 'Öffnen',
    openAbout: 'Ein versiegeltes Geheimnis, oder bloßes base64 von einem, das hier versiegelt wurde.',
    paste: 'Versiegelter Text',
    open: 'Öffnen',
    opened: 'Geöffnet.',
    keptMore: 'Nur die ersten 1.000 sind aufgeführt.',
  },

  envelope: {
    tab: 'Umschlag',
    calls: ['GenerateDataKey', 'Decrypt'],
    use: 'Alles, was länger als ein Geheimnis ist, und alles, was KMS selbst nicht sehen soll. KMS macht einen Schlüssel für diese eine Nachricht; versiegelt wird hier.',
    limit: `Hier ${mib}, damit das Ergebnis gezeigt werden kann. Dateien jeder Größe gehören auf die Seite „Dateien“; dort werden sie ebenso versiegelt.`,
    sealTitle: 'Versiegeln',
    sealAbout: 'Schritt für Schritt, mit den Augenblicken im Leben des Schlüssels.',
    seal: 'In einem Umschlag versiegeln',
    sealed: 'Als eine Nachricht des AWS Encryption SDK versiegelt.',
    message: 'Nachricht in base64',
    fileName: 'nachricht.sealed',
    lifeTitle: 'Das Leben des Datenschlüssels',
    life: {
      asked: ['Erbeten', 'KMS wurde um einen Schlüssel unter deinem Kontext gebeten.'],
      received: [
        'Geboren',
        'KMS gab 32 Bytes, im Klartext und verpackt. Die im Klartext sind allein im Arbeitsspeicher des Tresor-Workers.',
      ],
      imported: [
        'Importiert',
        'WebCrypto nahm den Schlüssel, nicht exportierbar: Kein Skript kann ihn wieder lesen.',
      ],
      overwritten: ['Überschrieben', 'Die 32 Klartextbytes wurden mit Nullen überschrieben.'],
      derived: ['Abgeleitet', 'HKDF machte daraus den Inhaltsschlüssel und das Commitment.'],
      committed: [
        'Festgelegt',
        'Der Header enthält den verpackten Schlüssel und das Commitment und bekam sein Auth-Tag.',
      ],
      sealed: ['Benutzt', 'AES-256-GCM hat jeden Frame versiegelt.'],
      dropped: [
        'Losgelassen',
        'Nichts hält den Schlüssel mehr. Nur KMS kann ihn wieder herstellen, aus dem verpackten.',
      ],
    },
    lifeOffline: {
      asked: ['Gezogen', 'Der Zufallsgenerator des Browsers wurde gefragt. Kein Dienst.'],
      received: [
        'Geboren',
        '32 Bytes im Arbeitsspeicher des Tresor-Workers; RSA-OAEP verpackt sie mit dem öffentlichen Schlüssel.',
      ],
      dropped: [
        'Losgelassen',
        'Nichts hält den Schlüssel mehr. Nur die private Hälfte kann ihn wieder auspacken.',
      ],
    },
    milliseconds: (value) =>
      `${value.toLocaleString('de', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} ms`,
    wrappedBy: 'Verpackt von',
    wrappedLength: 'Verpackter Schlüssel',
    headerLength: 'Header',
    frames: 'Frames',
    messageLength: 'Nachricht',
    openTitle: 'Öffnen',
    openAbout: 'Jedes AWS Encryption SDK öffnet sie auch.',
    paste: 'Nachricht in base64',
    open: 'Umschlag öffnen',
    opened: 'Geöffnet, und bis zum letzten Byte verifiziert.',
    openedFile: 'geoeffnet.txt',
    openedBinary: 'geoeffnet.bin',
    content: 'Inhalt',
  },

  pair: {
    tab: 'Schlüsselpaar',
    calls: ['GenerateDataKeyPairWithoutPlaintext', 'Decrypt'],
    use: 'Andere, oder eine Maschine ohne Zugang zu AWS, versiegeln für dich: Die öffentliche Hälfte darf überall hin. Die private Hälfte ist immer nur von KMS verpackt.',
    limit: `Hier ${mib} je Nachricht. RSA verpackt nur den Datenschlüssel von 32 Bytes; die Größe spielt also keine Rolle. Öffnen braucht KMS.`,
    makeTitle: 'Ein Schlüsselpaar erzeugen',
    makeAbout: 'KMS macht es und gibt die private Hälfte verpackt heraus, unter deinem Kontext.',
    spec: 'Größe',
    keepAbout: 'Lass das leer, um nur die Texte zu bekommen.',
    make: 'Schlüsselpaar erzeugen',
    made: (name) =>
      name === null ? 'Erzeugt. Nichts wurde gespeichert.' : `Erzeugt und als „${name}“ aufgehoben.`,
    pem: 'Öffentlicher Schlüssel (PEM)',
    pemFile: 'oeffentlicher-schluessel.pem',
    document: 'Schlüsselpaar, private Hälfte verpackt',
    fileName: 'schluesselpaar.json',
    fingerprint: 'Fingerabdruck (SHA-256)',
    wrappedLength: 'Verpackte private Hälfte',
    fingerprintAdvice:
      'Vergleiche den Fingerabdruck auf einem anderen Weg, bevor du mit einem öffentlichen Schlüssel versiegelst, der dir geschickt wurde.',
    sealTitle: 'Ohne AWS versiegeln',
    sealAbout: 'Allein mit dem öffentlichen Schlüssel. Kein Dienst wird gefragt; es geht offline.',
    publicKey: 'Öffentlicher Schlüssel (PEM) oder Schlüsselpaar',
    seal: 'Für diesen Schlüssel versiegeln',
    openTitle: 'Mit dem Schlüsselpaar öffnen',
    openAbout:
      'KMS packt die private Hälfte aus; sie wird nicht exportierbar importiert, und ihre Bytes werden überschrieben.',
    pairField: 'Schlüsselpaar',
    open: 'Mit dem Schlüsselpaar öffnen',
  },

  rsa: {
    tab: 'Öffentlicher Schlüssel',
    calls: ['GetPublicKey', 'Decrypt'],
    use: 'Jemand ohne AWS-Konto soll dir einen kurzen Text schicken, und außerhalb von KMS darf es keinen privaten Schlüssel geben.',
    limit:
      'Ein paar hundert Bytes, je nach Schlüssel und Hash. Asymmetrische Schlüssel nehmen keinen Verschlüsselungskontext: Wer diesen Schlüssel benutzen darf, öffnet alles, was für ihn versiegelt wurde.',
    notConfigured: 'Kein RSA-Schlüssel ist eingerichtet.',
    configure:
      'Trage die ID eines RSA-Schlüssels mit der Verwendung ENCRYPT_DECRYPT als keyBench.rsaKeyId in config.json ein.',
    keyTitle: 'Die öffentliche Hälfte',
    keyAbout: 'KMS gibt sie allen, die fragen dürfen. Die private Hälfte verlässt KMS nie.',
    fetchAgain: 'Noch einmal holen',
    pem: 'Öffentlicher Schlüssel (PEM)',
    pemFile: 'kms-oeffentlicher-schluessel.pem',
    fingerprint: 'Fingerabdruck (SHA-256)',
    spec: 'Spezifikation',
    tableTitle: 'Bytes, die RSA-OAEP höchstens nimmt',
    tableSpec: 'Schlüsselspezifikation',
    yours: 'dein Schlüssel',
    sealTitle: 'Auf diesem Gerät versiegeln',
    sealAbout: 'Mit der öffentlichen Hälfte. Kein Dienst wird gefragt.',
    hash: 'Hash',
    seal: 'Mit dem öffentlichen Schlüssel versiegeln',
    sealed: 'Auf diesem Gerät versiegelt. Nur KMS kann es öffnen.',
    document: 'Versiegelter Text',
    fileName: 'rsa-geheimnis.json',
    openTitle: 'In KMS öffnen',
    openAbout: 'Der Chiffretext geht an KMS, und der Text kommt zurück.',
    paste: 'Versiegelter Text',
    open: 'In KMS öffnen',
    tooLongTitle: 'Zu lang für diesen Schlüssel und Hash',
    tooLongWhy:
      'RSA-OAEP versiegelt einen Block, kürzer als sein Schlüssel. Bei einem Umschlag versiegelt ein Schlüssel von KMS den Text, wie lang er auch ist.',
  },

  move: {
    tab: 'Umziehen und rotieren',
    calls: ['ReEncrypt', 'Decrypt', 'GetKeyRotationStatus'],
    use: 'Ein KMS-Schlüssel wird ersetzt, oder der Schlüssel einer Datei muss unter die Richtlinie eines anderen: Der verpackte Schlüssel zieht um, und sein Klartext verlässt dafür KMS nicht.',
    limit:
      'KMS-Schlüssel, die du auf beiden Seiten benutzen darfst, Chiffretexte von höchstens 6.144 Bytes. Rotation braucht keinen Umzug: Alte verpackte Schlüssel öffnen weiterhin.',
    notConfigured:
      'Kein zweiter Schlüssel ist eingerichtet; ein Schlüssel kann also nur zu neuerem Material desselben umziehen.',
    configure:
      'Trage die ID eines anderen symmetrischen Schlüssels als keyBench.secondKeyId in config.json ein.',
    sourceTitle: 'Ein verpackter Schlüssel',
    sourceAbout: 'Der einer gespeicherten Datei, einer Nachricht, oder einer, der schon umgezogen ist.',
    stored: 'Gespeicherte Datei',
    storedNone: 'Noch keine Datei ist gespeichert.',
    paste: 'Nachricht in base64, oder verpackter Schlüssel',
    to: 'Umziehen unter',
    prove: 'Zur Probe auspacken',
    move: 'Umziehen',
    proved: 'KMS packt ihn aus.',
    moved: 'Innerhalb von KMS umgezogen. Der alte öffnet auch noch.',
    before: 'Vorher',
    after: 'Nachher',
    of: (what, when) => `${what}, ${when}`,
    keyArn: 'KMS-Schlüssel',
    wrappedLength: 'Verpackter Schlüssel',
    keyLength: 'Schlüssel darin',
    material: 'Schlüsselmaterial',
    current: 'das jetzige',
    older: 'ein älteres, und es öffnet weiterhin',
    proof: 'Beweis',
    proofMessage: 'Der ausgepackte Schlüssel passt zu Commitment und Auth-Tag des Headers der Nachricht.',
    proofAlone: 'KMS hat ihn unter seinem Kontext ausgepackt. Seine Bytes wurden überschrieben.',
    reEncryptRequest: 'ReEncrypt-Anfrage',
    document: 'Umgezogener Schlüssel',
    fileName: 'verpackter-schluessel.json',
    untouched:
      'Die gespeicherte Datei ist wie zuvor. Das Auth-Tag eines Headers deckt seine verpackten Schlüssel ab, und ein zweites unter demselben Datenschlüssel würde eine Nonce zweimal benutzen: Um den Schlüssel in der Datei selbst zu wechseln, öffne sie, und versiegle sie neu.',
    rotationTitle: 'Rotation',
    rotationAbout:
      'Ein rotierter Schlüssel bekommt neues Material für neues Verpacken und behält das alte für das, was vorher verpackt wurde. Nichts Gespeichertes ändert sich. Rotieren ist Sache der Administration:',
    rotateCommand: (arn) => `aws kms rotate-key-on-demand --key-id ${arn}`,
    automatic: (days) =>
      days === null ? 'Jedes Jahr, von selbst' : `Alle ${formatCount(days)} Tage, von selbst`,
    onlyOnDemand: 'Nicht von selbst',
    rotates: 'Rotiert',
    currentMaterial: 'Jetziges Material',
    rotations: 'Rotationen',
    never: 'noch keine',
    times: (count, last) => `${formatCount(count)}${last === null ? '' : `, zuletzt am ${last}`}`,
    lookAgain: 'Noch einmal nachsehen',
  },
};
