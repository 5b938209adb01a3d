interface Figure {
  readonly name: string;
  readonly says: string;
  readonly aim: string;
}

const stageFigures: readonly Figure[] = [
  ['read', 'reading the file'],
  ['seal', 'sealing its frames'],
  ['checksum', 'CRC-32 of the sealed bytes'],
  ['sign', 'making and signing the requests'],
  ['send', 'sending as many bytes by bare `fetch`'],
].map(([stage, says]) => ({
  name: `stage.${stage}_ms`,
  says: `price of a stage, alone, in one thread, for 1 GiB: ${says}`,
  aim: '',
}));

/** What each figure says, for people, and what it should reach. */
export const figures: readonly Figure[] = [
  {
    name: 'upload.vs_lib_storage',
    says: 'sealed upload of 1 GiB, times as fast as a plain one by `@aws-sdk/lib-storage` with its defaults',
    aim: '≥ 3',
  },
  {
    name: 'upload.vs_fetch',
    says: 'sealed upload of 1 GiB, as a ratio to bare `fetch` PUTs of the same slices',
    aim: '≥ 0.9',
  },
  {
    name: 'download.vs_fetch',
    says: 'opening 1 GiB to disk, as a ratio to bare ranged `fetch` of the same bytes to the same place',
    aim: '≥ 0.9',
  },
  {
    name: 'seal.vs_subtle',
    says: 'sealing, as a ratio to bare `crypto.subtle` at the same frame length, same worker',
    aim: '≥ 0.9',
  },
  { name: 'open.vs_subtle', says: 'opening, likewise', aim: '≥ 0.9' },
  { name: 'pool.vs_one_worker', says: 'sealing with two workers, times as fast as with one', aim: '≥ 1.6' },
  {
    name: 'seal.vs_esdk_browser',
    says: 'sealing 64 MiB, times as fast as `@aws-crypto/client-browser` with its default frames',
    aim: '≥ 10',
  },
  {
    name: 'small_files.vs_put_object',
    says: 'a thousand files of 10 KiB sealed: time, as a ratio to that of plain PutObjects plus that of the KMS calls',
    aim: '≤ 1.2',
  },
  { name: 'memory.upload_mib', says: 'growth of the renderer process while 1 GiB is sealed', aim: '< 256' },
  {
    name: 'memory.download_mib',
    says: 'growth of the renderer process while 1 GiB is opened',
    aim: '< 256',
  },
  {
    name: 'memory.browser_mib',
    says: 'growth of the browser’s own process in either',
    aim: '',
  },
  { name: 'list.first_ms', says: 'a folder of 100,000 objects: until its first lines show', aim: '' },
  { name: 'list.whole_ms', says: 'until all of it is listed', aim: '' },
  { name: 'list.frame_ms', says: 'from one frame to the next while it is scrolled, median', aim: '≤ 17' },
  {
    name: 'list.longest_frame_ms',
    says: 'longest gap between two frames while it is scrolled by the wheel',
    aim: '',
  },
  { name: 'huge.upload_mib', says: 'the same while 20 GiB are sealed', aim: '< 256' },
  { name: 'huge.download_mib', says: 'the same while 20 GiB are opened', aim: '< 256' },
  { name: 'huge.browser_mib', says: 'growth of the browser’s own process in either', aim: '' },
  { name: 'seek.start_mib', says: 'MiB fetched of a 2 GiB video until it can be played', aim: '< 8' },
  { name: 'seek.jump_mib', says: 'MiB fetched by a jump to its end', aim: '< 8' },
  {
    name: 'page.longest_task_ms',
    says: 'longest task of the page’s thread while 1 GiB moves; 0: none of 50 ms or more',
    aim: '≤ 50',
  },
  { name: 'move.frame_ms', says: 'from one frame to the next while 1 GiB is sealed, median', aim: '≤ 17' },
  {
    name: 'move.longest_frame_ms',
    says: 'longest gap between two frames while 1 GiB is sealed',
    aim: '',
  },
  ...stageFigures,
];
