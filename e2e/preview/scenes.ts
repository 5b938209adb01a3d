import { AppError, type ErrorData } from '../../src/errors.ts';
import type { AppConfig } from '../../src/config/config.ts';
import type { Inspection } from '../../src/inspect/inspection.ts';
import type { InterruptedTransfer, LeftoverUpload, TransferPhase } from '../../src/vault/contract.ts';
import type { LeftOut } from '../../src/vault/opening-contract.ts';
import type { FilePage, StoredFile, StoredFolder } from '../../src/vault/filing-contract.ts';
import { allowed, interrupted, leftovers } from './unfinished.ts';
import {
  crowded,
  cutHeader,
  genuine,
  huge,
  moved,
  pendingDeletion,
  tampered,
  unreadable,
} from './inspections.ts';

/** One state of the page to look at. */
export interface Scene {
  readonly signIn?: 'starting' | 'signed-out' | 'connecting' | AppError;
  readonly person?: { readonly name: string; readonly email: string };
  readonly list: FilePage | AppError | 'loading';
  readonly transfers?: readonly {
    readonly kind: 'seal' | 'open';
    readonly name: string;
    readonly phase: TransferPhase;
  }[];
  /** those that came in a folder, or are opened into one */
  readonly groups?: readonly {
    readonly kind: 'seal' | 'open';
    readonly name: string | null;
    readonly transfers: readonly {
      readonly name: string;
      readonly size: number;
      readonly phase: TransferPhase;
    }[];
    readonly changed?: readonly { readonly from: string; readonly to: string }[];
  }[];
  readonly archives?: readonly {
    readonly name: string;
    readonly phase: TransferPhase;
    readonly leftOut: readonly LeftOut[];
  }[];
  readonly interrupted?: readonly InterruptedTransfer[];
  readonly leftovers?: readonly LeftoverUpload[];
  readonly inspection?: Inspection | AppError;
  /** a verification that does not end */
  readonly verifying?: boolean;
  readonly expires?: boolean;
  readonly configError?: ErrorData;
}

export const config: AppConfig = {
  region: 'eu-central-1',
  signIn: { authority: 'http://localhost:4566/oidc', clientId: 'preview', scope: 'openid' },
  identityPool: {
    id: 'eu-central-1:00000000-0000-4000-8000-000000000000',
    loginProvider: 'localhost:4566/oidc',
  },
  bucket: 'preview',
  kmsKeyId: 'alias/preview',
};

export const person = { name: 'Ada Mahlangu', email: 'ada.mahlangu@example.org' };

const plainNames = [
  'Affidavit of service.pdf',
  'Bridge inspection 2031 — north pier.dwg',
  'Contract, third draft.docx',
  'Discharge summary.pdf',
  'MRI 2031-03-02.zip',
  'Power of attorney.pdf',
  'Protocol 14 (signed).pdf',
  'Site photographs.tar',
  'Torsion test, raw data.csv',
  'Witness statement.pdf',
];

const hostileNames = [
  '',
  'invoice\u202efdp.exe',
  'zero\u200bwidth and a tab\there.txt',
  '<img src=x onerror=alert(1)>.html',
  'a'.repeat(180) + '.pdf',
  'several          spaces          .txt',
  'Ein sehr langer Name ' + 'mit vielen Wörtern '.repeat(12) + 'Ende.pdf',
  '家族の写真 👩‍👩‍👧‍👦 夏.jpg',
  'عقد الإيجار النهائي 2031.pdf',
  'می‌خواهم.txt',
  'z̸̢̛͚͓̪̎̽̕a̴̡̛̳͕͗l̵̗̀͝g̷̬͌ȍ̶.txt',
];

function filesNamed(names: readonly string[]): readonly StoredFile[] {
  return names.map((name, index) => ({
    key: `k${String(index).padStart(5, '0')}/${name}`,
    name,
    storedSize: Math.round(300 * 7.3 ** (index % 9)) + index,
    etag: '"e"',
    lastModified:
      index === 6
        ? null
        : new Date(Date.UTC(2031, 2, 1 + (index % 27), 7 + (index % 9), index % 60)).toISOString(),
  }));
}

const plainFolders: readonly StoredFolder[] = ['Contracts', 'Footage 2031', 'Records'].map((name) => ({
  path: `${name}/`,
  name,
}));
const many: FilePage = { folders: plainFolders, files: filesNamed(plainNames), continuation: null };
const few: FilePage = { folders: [], files: filesNamed(plainNames.slice(0, 5)), continuation: null };
const empty: FilePage = { folders: [], files: [], continuation: null };
const thousands: FilePage = {
  folders: [],
  files: filesNamed(Array.from({ length: 3000 }, (_, index) => `Scan ${index + 1}.tif`)),
  continuation: null,
};

const failure = (
  code: ErrorData['code'],
  details: ErrorData['details'] = {},
  resumable = false,
): TransferPhase => ({
  status: 'failed',
  error: { code, message: `${code}: as KMS or S3 put it`, details },
  resumable,
});

export const moving = (share: number, total: number): TransferPhase => ({
  status: 'moving',
  moved: Math.round(total * share),
  total,
  rate: 24_300_000,
  secondsLeft: (total * (1 - share)) / 24_300_000,
});

const busy: Scene['transfers'] = [
  { kind: 'seal', name: 'Site photographs, east wing.tar', phase: moving(0.62, 4_812_000_000) },
  { kind: 'seal', name: 'Contract, fourth draft.docx', phase: moving(0.18, 51_200_000) },
  { kind: 'open', name: 'Witness statement.pdf', phase: moving(0.91, 8_400_000) },
  { kind: 'seal', name: 'Protocol 15.pdf', phase: { status: 'preparing' } },
  { kind: 'seal', name: 'Affidavit of service, second.pdf', phase: { status: 'finishing' } },
  { kind: 'seal', name: 'Appendix A.pdf', phase: { status: 'queued' } },
  { kind: 'seal', name: 'Letter.pdf', phase: { status: 'done', key: 'k/Letter.pdf', bytes: 120_400 } },
  { kind: 'open', name: 'Power of attorney.pdf', phase: { status: 'done', key: 'x', bytes: 820_400 } },
  { kind: 'seal', name: 'Wrong file.pdf', phase: { status: 'cancelled' } },
];

const failing: Scene['transfers'] = [
  { kind: 'open', name: 'Discharge summary.pdf', phase: failure('frame-tampered', { frame: 1204 }) },
  {
    kind: 'open',
    name: 'Witness statement.pdf',
    phase: failure('moved', {
      sealedFor: 's3://sealdrop/eu-central-1%3A7f1c6f0e/Witness%20statement.pdf',
      foundAt: 's3://sealdrop/eu-central-1%3A7f1c6f0e/Copy.pdf',
    }),
  },
  { kind: 'seal', name: 'Site photographs.tar', phase: failure('service-unreachable', { service: 's3' }) },
  { kind: 'seal', name: 'Letter.pdf', phase: { status: 'done', key: 'k/Letter.pdf', bytes: 120_400 } },
];

const still: Scene['transfers'] = [
  {
    kind: 'seal',
    name: 'Site photographs, east wing.tar',
    phase: { status: 'paused', moved: 3_012_000_000, total: 4_812_000_000 },
  },
  { kind: 'seal', name: 'Appendix A.pdf', phase: { status: 'paused', moved: 0, total: null } },
  {
    kind: 'seal',
    name: 'Contract, fourth draft.docx',
    phase: { status: 'waiting', reason: 'offline', moved: 21e6, total: 51.2e6, secondsLeft: null },
  },
  {
    kind: 'open',
    name: 'Witness statement.pdf',
    phase: { status: 'waiting', reason: 'unreachable', moved: 2e6, total: 8.4e6, secondsLeft: 12 },
  },
  {
    kind: 'open',
    name: 'Protocol 14 (signed).pdf',
    phase: { status: 'waiting', reason: 'service-failed', moved: 0, total: null, secondsLeft: 3 },
  },
  {
    kind: 'seal',
    name: 'Scan 12.tif',
    phase: { status: 'waiting', reason: 'throttled', moved: 2e6, total: 8.4e6, secondsLeft: 118 },
  },
  {
    kind: 'seal',
    name: 'MRI 2031-03-02.zip',
    phase: { status: 'checking', moved: 310e6, total: 2_200e6 },
  },
  { kind: 'seal', name: 'Letter.pdf', phase: moving(0.4, 9_100_000) },
];

const allPaused: Scene['transfers'] = still.slice(0, 2);

const resumable: Scene['transfers'] = [
  { kind: 'seal', name: 'Site photographs.tar', phase: failure('disk-full', {}, true) },
  { kind: 'open', name: 'MRI 2031-03-02.zip', phase: failure('vault-crashed', { crashes: 4 }, true) },
  { kind: 'seal', name: 'Letter.pdf', phase: failure('file-changed') },
];

const groups: Scene['groups'] = [
  {
    kind: 'seal',
    name: 'Site photographs, east wing',
    transfers: Array.from({ length: 300 }, (_, index) => ({
      name: `DSC ${index}.jpg`,
      size: 14_000_000,
      phase:
        index < 120
          ? { status: 'done', key: `k/${index}`, bytes: 14_000_000 }
          : index < 123
            ? moving(0.4, 14_000_000)
            : { status: 'queued' },
    })),
  },
  {
    kind: 'open',
    name: 'Records',
    transfers: [
      { name: 'Protocol 1.pdf', size: 4e6, phase: failure('frame-tampered', { frame: 3 }) },
      { name: 'Protocol 2.pdf', size: 4e6, phase: failure('store-not-found') },
      { name: 'Protocol 3.pdf', size: 9e6, phase: { status: 'done', key: 'k', bytes: 9e6 } },
    ],
    changed: [
      { from: 'Records/Protocol: 3.pdf', to: 'Records/Protocol_ 3.pdf' },
      { from: 'Records/CON', to: 'Records/_CON' },
    ],
  },
  {
    kind: 'open',
    name: null,
    transfers: [{ name: 'Letter.pdf', size: 4e6, phase: { status: 'done', key: 'k', bytes: 4e6 } }],
  },
];

const archives: Scene['archives'] = [
  { name: 'Footage 2031.zip', phase: moving(0.3, 9_300_000_000), leftOut: [] },
  {
    name: 'Contracts.zip',
    phase: failure('frame-tampered', { entry: 'Contracts/2031/Contract, third draft.docx', frame: 3 }),
    leftOut: [],
  },
  {
    name: 'Records.zip',
    phase: { status: 'done', key: '', bytes: 84_000_000 },
    leftOut: [{ path: ['Records', 'Protocol 4.pdf'], code: 'store-not-found' }],
  },
];

const flood: Scene['transfers'] = Array.from({ length: 4000 }, (_, index) => ({
  kind: 'seal',
  name: `Scan ${index + 1}.tif`,
  phase:
    index < 30
      ? { status: 'done', key: `k/${index}`, bytes: 1_000_000 }
      : index < 33
        ? moving(0.4, 9e6)
        : { status: 'queued' },
}));

export const scenes: Readonly<Record<string, Scene>> = {
  starting: { signIn: 'starting', list: empty },
  'signed-out': { signIn: 'signed-out', list: empty },
  'signed-out-expired': { signIn: new AppError('session-expired', 'the session ended'), list: empty },
  'signed-out-failed': {
    signIn: new AppError('service-unreachable', 'no answer', { details: { service: 'sign-in' } }),
    list: empty,
  },
  connecting: { signIn: 'connecting', list: empty },
  loading: { list: 'loading' },
  empty: { list: empty },
  many: { list: many },
  thousands: { list: thousands },
  hostile: {
    list: { folders: [], files: filesNamed(hostileNames), continuation: null },
    transfers: hostileNames.slice(1).map((name) => ({ kind: 'seal', name, phase: moving(0.4, 90_000_000) })),
    person: {
      name: 'Wolfeschlegelsteinhausenbergerdorff\u202e the Elder of Somewhere',
      email: 'a.very.long.address@subdomain.example.org',
    },
    inspection: genuine,
  },
  busy: { list: many, transfers: busy },
  groups: { list: many, groups, transfers: busy.slice(1, 4) },
  archives: { list: many, archives },
  flood: { list: few, transfers: flood },
  still: { list: many, transfers: still },
  'all-paused': { list: few, transfers: allPaused },
  resumable: { list: few, transfers: resumable },
  unfinished: { list: few, interrupted, leftovers },
  'unfinished-hostile': {
    list: few,
    interrupted: hostileNames.map((name, index) => ({ ...allowed, record: `h${index}`, name })),
    leftovers: hostileNames.map((name, index) => ({
      key: name,
      name,
      uploadId: `h${index}`,
      initiated: null,
    })),
  },
  'unfinished-busy': { list: few, transfers: busy.slice(0, 3), interrupted: interrupted.slice(0, 2) },
  'sign-out': { list: few, transfers: busy.slice(0, 3), interrupted },
  'sign-out-unfinished': { list: few, interrupted },
  failures: { list: few, transfers: failing },
  'list-failed': {
    list: new AppError('store-denied', 'AccessDenied', {
      details: { operation: 'ListObjectsV2', status: 403 },
    }),
  },
  'inspect-loading': { list: few },
  inspect: { list: few, inspection: genuine },
  'inspect-tampered': { list: few, inspection: tampered },
  'inspect-crowded': { list: few, inspection: crowded },
  'inspect-huge': { list: few, inspection: huge },
  'inspect-cut': { list: few, inspection: cutHeader },
  'inspect-pending-deletion': { list: few, inspection: pendingDeletion },
  'inspect-verified': { list: few, inspection: genuine },
  'inspect-verifying': { list: few, inspection: genuine, verifying: true },
  'inspect-moved': { list: few, inspection: moved },
  'inspect-unreadable': { list: few, inspection: unreadable },
  'inspect-failed': { list: few, inspection: new AppError('store-not-found', 'NoSuchKey') },
  expired: { list: many, expires: true },
  'config-error': {
    list: empty,
    configError: {
      code: 'config-invalid',
      message: 'config.json: region: must be an AWS region such as eu-central-1',
      details: { field: 'region', problem: 'must be an AWS region such as eu-central-1' },
    },
  },
};

export function sceneNamed(name: string): Scene {
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`no scene "${name}"; there are ${Object.keys(scenes).join(', ')}`);
  return scene;
}
