import type { Messages } from '../shape.ts';
import { bothUses, openingOnly, sealingOnly } from '../uses.ts';
import { formatCount } from './figures.ts';

/** The screen that explains envelope encryption, in German. */
export const howText: Messages['how'] = {
  inWords: 'Dasselbe in Worten',
  ways: { seal: 'Versiegeln', open: 'Öffnen' },

  sample: {
    seal: 'Eine kleine Probe versiegeln',
    name: 'sealdrop-probe.txt',
    content: 'Eine kleine Datei, versiegelt, um dabei zuzusehen.\n',
  },

  envelope: {
    title: 'Umschlagverschlüsselung, während sie geschieht',
    lead: 'KMS sieht deine Datei nie, und der Speicher sieht deinen Schlüssel nie. Die Zeichnung folgt deiner letzten Übertragung; jeder Schritt wird einen Augenblick gehalten, damit du zusehen kannst.',
    wayLabel: 'Welchen Weg die Zeichnung zeigt',
    nothing: 'Gerade ist nichts unterwegs.',
    following: {
      seal: (name) => `${name} wird versiegelt`,
      open: (name) => `${name} wird geöffnet`,
    },
    finished: {
      seal: (name) => `${name} ist versiegelt und gespeichert.`,
      open: (name) => `${name} wurde geöffnet und verifiziert.`,
    },
    stopped: (name) => `${name} wurde hier angehalten.`,
    held: (name) => `${name} wartet.`,
    lastCall: (operation, duration, count) =>
      `${operation}${duration === null ? ' läuft' : `, ${duration}`}${count > 1 ? `; bisher ${formatCount(count)} Anfragen` : ''}`,
    announce: (step, all, place) => `Schritt ${step} von ${all}: ${place}`,
    allDone: { seal: 'Versiegelt und gespeichert.', open: 'Geöffnet und verifiziert.' },
    steps: { seal: 'Wie eine Datei versiegelt wird', open: 'Wie eine Datei geöffnet wird' },
    states: { active: 'jetzt', done: 'fertig' },
    where: {
      file: 'Dieses Gerät',
      kms: 'AWS KMS',
      vault: 'Dieser Browser',
      message: 'Dieser Browser',
      store: 'Amazon S3',
    },
    places: {
      file: 'Deine Datei',
      kms: 'Der Datenschlüssel',
      vault: 'Der Tresor-Worker',
      message: 'Die Nachricht',
      store: 'Der Speicher',
    },
    says: {
      seal: {
        file: 'Wird Stück für Stück gelesen; nur der Tresor-Worker sieht ihre Bytes.',
        kms: 'GenerateDataKey erzeugt einen neuen Schlüssel von 256 Bit und gibt ihn zweimal heraus: im Klartext, und unter dem KMS-Schlüssel mit dem Verschlüsselungskontext verpackt.',
        vault:
          'Importiert den Klartextschlüssel so, dass er nicht exportierbar ist, überschreibt seine Bytes und versiegelt die Datei in Frames.',
        message:
          'Ein Header mit dem verpackten Schlüssel, dem Kontext und dem Commitment, dann die versiegelten Frames.',
        store:
          'Nimmt die Nachricht in Teilen an und verifiziert die Prüfsumme jedes Teils. Er hält nichts, was sie öffnet.',
      },
      open: {
        store: 'Gibt die ersten Bytes der Nachricht, dann abschnittweise den Rest.',
        message:
          'Der Header nennt den KMS-Schlüssel, den Kontext und den Ort, an den die Datei gehört; der Ort wird verglichen.',
        kms: 'Decrypt packt den Datenschlüssel aus, nur für genau diesen Kontext und nur für dich.',
        vault:
          'Vergleicht das Commitment, verifiziert das Auth-Tag des Headers, dann das jedes Frames, bevor er freigegeben wird.',
        file: 'Wird Frame für Frame geschrieben, und ist erst vollständig, wenn der letzte Frame verifiziert ist.',
      },
    },
    holds: {
      dataKey: 'Datenschlüssel, Klartext',
      wrappedKey: 'verpackter Schlüssel',
      importedKey: 'Datenschlüssel, nicht exportierbar',
      overwritten: 'Datenschlüssel, losgelassen',
      header: 'Header',
      frame: (number) => `Frame ${number}`,
      finalFrame: 'Letzter',
    },
  },

  ideas: [
    {
      title: 'Warum ein Umschlag',
      says: [
        'KMS verschlüsselt höchstens 4.096 Bytes je Aufruf und behält seinen Schlüssel für sich. Deshalb verschließt ein neuer Datenschlüssel die Datei hier, so schnell dieses Gerät ist, und KMS verschließt nur den Datenschlüssel.',
        'Der verschlossene Schlüssel reist mit der verschlossenen Datei. Wer den KMS-Schlüssel benutzen darf, kann den einen öffnen und damit die andere; jede Benutzung ist eine Zeile in CloudTrail.',
      ],
    },
    {
      title: 'Key Commitment',
      says: [
        'AES-GCM allein bindet einen Chiffretext nicht an einen Schlüssel: Jemand kann Bytes so bauen, dass sie sich unter zwei Schlüsseln zu zwei verschiedenen Texten öffnen.',
        'Der Header enthält deshalb 32 Bytes, die aus dem Datenschlüssel abgeleitet sind. Sie werden verglichen, bevor irgendetwas entschlüsselt wird, sodass sich eine Nachricht nur unter einem Schlüssel öffnet.',
      ],
    },
    {
      title: 'Verschlüsselungskontext',
      says: [
        'Namen und Werte, die nicht geheim, aber mit versiegelt sind. Deine sind der Eigentümer und der Ort der Datei. KMS packt einen Schlüssel nur für genau den Kontext aus, mit dem er verpackt wurde.',
        'Die Richtlinie der Rolle verlangt, dass du der Eigentümer bist: Ein versehentlich offener Bucket öffnet keine Datei. Der Kontext erscheint in CloudTrail; deshalb enthält er nichts Geheimes.',
      ],
    },
  ],

  keys: {
    title: 'Symmetrisch neben asymmetrisch',
    lead: 'KMS hat beide Arten. Der Unterschied ist, wer einen Schlüssel haben kann, und damit, wer versiegeln kann.',
    wayLabel: 'Welche Benutzung gezeigt wird',
    does: { seal: 'versiegelt', open: 'öffnet' },
    rests: 'nicht gebraucht',
    question: 'Frage',
    symmetric: {
      title: 'Symmetrisch',
      seal: 'Versiegeln und Öffnen fragen KMS: Sein einer Schlüssel verpackt den Datenschlüssel und verlässt es nie.',
      open: 'Nur KMS kann auspacken, für alle, denen die Richtlinie Decrypt mit demselben Kontext erlaubt.',
      holders: [
        { who: 'AWS KMS', holds: 'den Schlüssel', secret: true, uses: bothUses },
        { who: 'Du, angemeldet', holds: 'die Erlaubnis zu fragen', secret: false, uses: bothUses },
      ],
    },
    asymmetric: {
      title: 'Asymmetrisch',
      seal: 'Wer die öffentliche Hälfte hat, versiegelt, offline und ohne AWS-Konto.',
      open: 'Nur KMS kann öffnen: Die private Hälfte verlässt es nie, und bedient wird nur, wer Decrypt aufrufen darf.',
      holders: [
        { who: 'Jeder', holds: 'die öffentliche Hälfte', secret: false, uses: sealingOnly },
        { who: 'AWS KMS', holds: 'die private Hälfte', secret: true, uses: openingOnly },
      ],
    },
    rows: [
      {
        question: 'Wer versiegeln kann',
        symmetric: 'Wer GenerateDataKey oder Encrypt aufrufen darf',
        asymmetric: 'Jeder, der den öffentlichen Schlüssel hat',
      },
      {
        question: 'Wer öffnen kann',
        symmetric: 'Wer Decrypt aufrufen darf',
        asymmetric: 'Wer Decrypt aufrufen darf',
      },
      { question: 'Ohne AWS', symmetric: 'Keines von beiden', asymmetric: 'Versiegeln ja, Öffnen nein' },
      {
        question: 'Höchstens in einem Aufruf',
        symmetric: '4.096 Bytes',
        asymmetric: '190, 318 oder 446 Bytes (RSA 2048, 3072, 4096; OAEP mit SHA-256)',
      },
      {
        question: 'Größeres',
        symmetric: 'Ein Datenschlüssel, verpackt: jede Größe',
        asymmetric: 'Ein Datenschlüssel, mit der öffentlichen Hälfte verpackt: jede Größe',
      },
      {
        question: 'Verschlüsselungskontext',
        symmetric: 'Von KMS geprüft',
        asymmetric: 'KMS kennt ihn nicht; sein Hash ist neben dem Datenschlüssel mit versiegelt',
      },
      {
        question: 'Rotation durch KMS',
        symmetric: 'Ja; alte verpackte Schlüssel öffnen weiterhin',
        asymmetric: 'Nein; ein neuer Schlüssel, und eine neue öffentliche Hälfte zum Verteilen',
      },
    ],
  },
};
