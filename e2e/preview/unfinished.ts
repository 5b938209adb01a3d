import type { InterruptedTransfer, LeftoverUpload } from '../../src/vault/contract.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only its presence shows
const handle = {} as FileSystemFileHandle;

/** One whose file handle was kept. */
export const allowed: InterruptedTransfer = {
  record: 'r1',
  kind: 'seal',
  name: 'Site photographs, east wing.tar',
  key: 'k/Site photographs, east wing.tar',
  size: 4_812_000_000,
  moved: 3_012_000_000,
  createdAt: Date.UTC(2031, 2, 4, 9, 12),
  handle,
  inOtherTab: false,
};

export const interrupted: readonly InterruptedTransfer[] = [
  allowed,
  {
    ...allowed,
    record: 'r2',
    name: 'Torsion test, raw data.csv',
    size: 51_200_000,
    moved: 18_400_000,
    createdAt: Date.UTC(2031, 2, 4, 8, 3),
    handle: null,
  },
  {
    ...allowed,
    record: 'r3',
    kind: 'open',
    name: 'MRI 2031-03-02.zip',
    size: 2_200_000_000,
    moved: 2_100_000_000,
    createdAt: Date.UTC(2031, 2, 3, 16, 40),
    handle: null,
  },
  {
    ...allowed,
    record: 'r4',
    name: 'Bridge inspection 2031 — north pier.dwg',
    size: 800_000_000,
    moved: 120_000_000,
    createdAt: Date.UTC(2031, 2, 2, 7, 15),
    inOtherTab: true,
  },
];

export const leftovers: readonly LeftoverUpload[] = [
  {
    key: 'k/Scan 12.tif',
    name: 'Scan 12.tif',
    uploadId: 'u1',
    initiated: '2031-02-11T14:05:00.000Z',
  },
  {
    key: 'k/Power of attorney.pdf',
    name: 'Power of attorney.pdf',
    uploadId: 'u2',
    initiated: '2031-01-28T10:31:00.000Z',
  },
];
