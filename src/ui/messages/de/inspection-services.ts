import type { Messages } from '../shape.ts';
import { plural } from './figures.ts';

/** What KMS and S3 say, in German. */
export const kmsKeyText: Messages['inspection']['kmsKey'] = {
  title: 'KMS-Schlüssel',
  about: 'Was AWS KMS über den verpackenden Schlüssel sagt. Sein Geheimnis verlässt KMS nie.',
  notAsked: 'KMS wurde nicht gefragt.',
  arn: 'ARN',
  state: 'Zustand',
  keySpec: 'Spezifikation',
  kind: 'Art',
  symmetric: 'symmetrisch: Derselbe Schlüssel verpackt und packt aus, nur innerhalb von KMS',
  asymmetric: 'asymmetrisch: Die öffentliche Hälfte verpackt überall, nur KMS packt aus',
  usage: 'Verwendung',
  origin: 'Herkunft',
  manager: 'Verwaltet von',
  multiRegion: 'Multi-Region',
  description: 'Beschreibung',
  created: 'Angelegt',
  aliases: 'Aliasse',
  noAlias: 'keine',
  rotation: 'Rotation',
  rotationOn: (days) =>
    days === null ? 'an' : `an, ${plural(days, { one: 'jeden Tag', other: 'alle # Tage' })}`,
  rotationOff: 'aus',
  nextRotation: 'Nächste Rotation',
  rotations: 'Frühere Rotationen',
  noRotations: 'bisher keine',
  rotationOf: (date, type) => (type === '' ? date : `${date} (${type})`),
  rotationNote:
    'Rotation gibt dem Schlüssel neues Material. Was vorher verpackt wurde, öffnet sich weiterhin: KMS behält das alte Material.',
  pendingDeletion: (date) =>
    date === null
      ? 'Dieser Schlüssel wartet auf seine Löschung. Nichts, was er verpackt hat, lässt sich jetzt öffnen, und nach der Löschung nie mehr.'
      : `Dieser Schlüssel wird am ${date} gelöscht. Nichts, was er verpackt hat, lässt sich jetzt öffnen, und von da an nie mehr. Die Administration kann die Löschung widerrufen.`,
  disabled:
    'Dieser Schlüssel ist abgeschaltet. Was er verpackt hat, öffnet sich wieder, sobald die Administration ihn aktiviert.',
  notShown: 'nicht gezeigt',
  denied:
    'Du darfst KMS danach nicht fragen. Das macht nichts: Lesen geht trotzdem, nur diese Angabe wird nicht gezeigt.',
  deniedKey:
    'Du darfst KMS nach diesem Schlüssel nicht fragen. Das macht nichts: Auspacken braucht diese Erlaubnis nicht, nur diese Angaben werden nicht gezeigt.',
};

export const storageText: Messages['inspection']['storage'] = {
  title: 'Speicher',
  about: 'Was Amazon S3 über das Objekt sagt.',
  size: 'Größe',
  etag: 'ETag',
  checksum: 'Prüfsumme',
  checksumType: (type) => (type === 'FULL_OBJECT' ? 'des ganzen Objekts' : `(${type.toLowerCase()})`),
  sse: 'Serverseitige Verschlüsselung',
  sseNames: {
    AES256: 'SSE-S3 (AES256)',
    'aws:kms': 'SSE-KMS (aws:kms)',
    'aws:kms:dsse': 'DSSE-KMS (aws:kms:dsse)',
  },
  sseKey: 'SSE-Schlüssel',
  bucketKey: 'Bucket-Schlüssel',
  version: 'Versions-ID',
  contentType: 'Inhaltstyp',
  lastModified: 'Zuletzt geändert',
  tags: 'Tags',
  noTags: 'keine',
  tagsDenied:
    'Du darfst die Tags nicht lesen. Das macht nichts: Lesen geht trotzdem, nur diese Angabe wird nicht gezeigt.',
  layers: 'Zwei Schichten',
  ours: 'Unser Siegel schützt vor allen, die den Speicher lesen können, auch vor der Administration von S3: Ohne den KMS-Schlüssel und diesen Verschlüsselungskontext halten sie Rauschen in der Hand.',
  theirs:
    'Die Verschlüsselung von S3 selbst schützt vor jemandem, der an seine Platten kommt: Für alle, die das Objekt lesen dürfen, nimmt S3 sie ab.',
};
