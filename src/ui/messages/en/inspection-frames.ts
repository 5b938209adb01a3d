import { formatCount, formatSize, plural } from './figures.ts';

const frames = (count: number) => plural(count, { one: '# frame', other: '# frames' });

/** The map of the whole message, and verifying frames, in English. */
export const framesText = {
  title: 'Frames',
  about:
    'The content is sealed frame by frame, each with an IV and a tag of its own, so that any part can be read and checked alone.',
  unframed: 'This message is one block, not cut into frames.',
  unknown:
    'Where the frames lie cannot be told: the size is not one that a whole message of this header has.',
  signed:
    'Where the frames end cannot be told from the size: this message ends with a signature, whose length varies.',
  map: (header: number, regular: number, frameLength: number, final: number) =>
    `A header of ${formatSize(header)}, then ${
      regular === 0 ? '' : `${frames(regular)} of ${formatSize(frameLength)} and `
    }a final frame of ${formatSize(final)}.`,
  header: 'Header',
  regular: 'Frames',
  final: 'Final frame',
  list: 'Frames of the message',
  nth: (place: number) => `Frame ${formatCount(place)}`,
  isFinal: 'final',
  goTo: 'Frame',
  go: 'Go',
  reading: 'Reading…',
  notRead: 'not read yet',
  read: 'Read its IV and tag',
  offset: 'Offset',
  length: 'Stored size',
  plaintextLength: 'Plaintext',
  sequence: 'Sequence number',
  iv: 'IV',
  tag: 'Tag',
  unverified: 'As it is stored. Verify the frame to know that it is genuine.',
  verifyOne: 'Verify this frame',
} as const;

export const verifyText = {
  title: 'Verify the content',
  about:
    'Reads frames by range and checks their tags on this device. The plaintext is thrown away as it is verified; nothing is saved.',
  sample: 'Verify a sample',
  sampleAbout: (others: number) =>
    `The first frame, the last, and up to ${formatCount(others)} drawn by lot.`,
  all: 'Verify all',
  allAbout: (size: number) => `Every frame to the end: reads all ${formatSize(size)}.`,
  stop: 'Stop',
  stopping: 'Stopping…',
  again: 'Verify again',
  starting: 'Checking the header…',
  progress: 'Verification',
  framesOf: (done: number, chosen: number) => `${formatCount(done)} of ${frames(chosen)}`,
  failedSoFar: (count: number) => `${formatCount(count)} failed`,
  result: {
    complete: 'Every frame verified, to the end of the message.',
    all: (count: number) => `${frames(count)} verified, none failed.`,
    stopped: (verified: number, chosen: number) =>
      `Stopped: ${formatCount(verified)} of ${frames(chosen)} verified, none failed.`,
    failed: (failed: number, verified: number) =>
      `${plural(failed, { one: '# check', other: '# checks' })} failed; ${frames(verified)} verified.`,
    none: 'No frame was verified: an earlier check failed.',
    notTried: 'No frame could be verified: none of the wrapped keys is one that KMS wrapped.',
  },
  report: {
    title: 'Report',
    what: 'Verified',
    whatOne: (place: number) => `frame ${formatCount(place)}`,
    whatSample: 'a sample',
    whatAll: 'all',
    started: 'Started',
    took: 'Took',
    seconds: (value: string) => `${value} s`,
    frames: 'Frames',
    bytesRead: 'Read',
    bytesVerified: 'Plaintext verified',
    failures: 'Failures',
    failure: (place: number | null) => (place === null ? 'The message' : `Frame ${formatCount(place)}`),
    moreFailures: (count: number) => `and ${formatCount(count)} more, not listed`,
    save: 'Save report',
  },
} as const;
