import type { TimeLeft } from '../../format/quantities.ts';
import { formatCount, formatSize, plural } from './figures.ts';

const files = (count: number) => plural(count, { one: '# file', other: '# files' });

export type WaitReason = 'offline' | 'unreachable' | 'service-failed' | 'throttled';

const waitReasons: Readonly<Record<WaitReason, string>> = {
  offline: 'No network',
  unreachable: 'No answer from AWS',
  'service-failed': 'AWS has a fault',
  throttled: 'AWS asks to slow down',
};

/** The transfers panel in English. */
export const transfersText = {
  label: 'Transfers',
  empty: 'Files you seal or open show their progress here.',
  sealing: 'Sealing',
  opening: 'Opening',
  sealedOf: (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)} sealed`,
  openedOf: (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)} opened`,
  failedCount: (count: number) => `${formatCount(count)} failed`,
  pausedCount: (count: number) => `${formatCount(count)} paused`,

  queued: 'Waiting its turn',
  preparingSeal: 'Getting a key',
  preparingOpen: 'Unwrapping its key',
  checkingSeal: 'Comparing with what is stored',
  checkingOpen: 'Checking what was saved before',
  restarting: 'Going on after a fault of this page',
  pausing: 'Pausing…',
  resuming: 'Going on…',
  paused: 'Paused',
  pausedAt: (moved: string, total: string) => `Paused at ${moved} of ${total}`,
  /** `seconds`: until the next attempt; null: when the network is back */
  waiting: (reason: WaitReason, seconds: number | null) =>
    seconds === null
      ? `${waitReasons[reason]}. Goes on when it is back.`
      : seconds === 0
        ? `${waitReasons[reason]}. Trying again…`
        : `${waitReasons[reason]}. Next try in ${seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`}`,
  finishingSeal: 'Completing the upload',
  finishingOpen: 'Handing the file over',
  cancelling: 'Cancelling…',
  discarding: 'Discarding…',
  sealed: (bytes: number) => `Sealed and stored, ${formatSize(bytes)}`,
  opened: (bytes: number) => `Opened and verified, ${formatSize(bytes)}`,
  cancelled: 'Cancelled. Nothing was kept.',
  kept: 'What was done so far is kept.',
  movedOf: (moved: string, total: string) => `${moved} of ${total}`,
  timeLeft(left: TimeLeft): string {
    if (left.unit === 'moment') return 'seconds left';
    if (left.unit === 'seconds') return `${left.count} s left`;
    if (left.unit === 'minutes') return `${left.count} min left`;
    return left.minutes === 0 ? `${left.count} h left` : `${left.count} h ${left.minutes} min left`;
  },

  pauseNamed: (name: string) => `Pause ${name}`,
  resume: 'Resume',
  resumeNamed: (name: string) => `Resume ${name}`,
  cancel: 'Cancel',
  cancelNamed: (name: string) => `Cancel ${name}`,
  retry: 'Try again',
  retryNamed: (name: string) => `Try again: ${name}`,
  openAnyway: 'Open anyway',
  openAnywayNamed: (name: string) => `Open anyway: ${name}`,
  saveAgain: 'Save again',
  saveAgainNamed: (name: string) => `Save again: ${name}`,
  discard: 'Discard',
  discardNamed: (name: string) => `Discard ${name}`,
  dismiss: 'Dismiss',
  dismissNamed: (name: string) => `Dismiss ${name}`,
  taken: (count: number) =>
    plural(count, {
      one: 'The name of # file is taken there.',
      other: 'The names of # files are taken there.',
    }),
  takenAdvice: 'What is replaced stays as a former version where the store keeps versions.',
  replace: 'Replace',
  replaceNamed: (name: string) => `Replace ${name}`,
  keepBoth: 'Keep both',
  keepBothNamed: (name: string) => `Keep both: ${name}`,
  skip: 'Skip',
  skipNamed: (name: string) => `Skip ${name}`,
  replaceAll: 'Replace all',
  keepBothAll: 'Keep both',
  skipAll: 'Skip all',
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  cancelAll: 'Cancel all',
  retryFailed: 'Try failed again',
  clearFinished: 'Clear finished',
  openedArchive: (count: number, bytes: number) => `${files(count)} verified, ${formatSize(bytes)}`,
  inFile: (name: string) => `It is ${name}.`,
  leaveOut: 'Leave it out',
  leaveOutNamed: (name: string) => `Leave it out and try again: ${name}`,
  leftOut: (count: number) => plural(count, { one: '# file is not in it', other: '# files are not in it' }),
  /** the text in the archive that lists them */
  leftOutNote: {
    name: 'Not in this archive.txt',
    heading: 'These files could not be opened and are not in this archive:',
  },
  /** files that came together and have no folder in common */
  groupOf: files,
  groupDone: (done: number, total: number) => `${formatCount(done)} of ${files(total)}`,
  showFiles: (name: string) => `Show the files of ${name}`,
  hideFiles: (name: string) => `Hide the files of ${name}`,
  changedNames: (count: number) =>
    plural(count, { one: '# name was changed', other: '# names were changed' }),
  changedWhy: 'They could not be taken on this device as they are.',
  failedFirst: (count: number, title: string) => `${formatCount(count)} failed. ${title}`,

  all: 'All transfers',
  toTop: (name: string) => `To the top: ${name}`,
  earlier: (name: string) => `Earlier: ${name}`,
  later: (name: string) => `Later: ${name}`,
  placeNow: (place: number, count: number) => `Now ${formatCount(place)} of ${formatCount(count)}.`,
  notifyEnd: 'Tell me when all is done',
  noticesRefused: 'This browser does not let the page show notices. Its settings for this site can.',
  endNotice: (done: number, failed: number) =>
    failed === 0 ? `${files(done)} done.` : `${files(done)} done, ${formatCount(failed)} failed.`,

  hidden: (count: number) => `and ${files(count)} more, not shown`,

  announceSealed: (name: string) => `${name} is sealed and stored.`,
  announceOpened: (name: string) => `${name} was opened and verified.`,
  announceMany: (sealed: number, opened: number) =>
    [sealed > 0 ? `${files(sealed)} sealed.` : '', opened > 0 ? `${files(opened)} opened.` : '']
      .join(' ')
      .trim(),
  announcePaused: (count: number) => `${files(count)} paused.`,
  announceWaiting: (reason: WaitReason) => `${waitReasons[reason]}. Transfers go on by themselves.`,
} as const;
