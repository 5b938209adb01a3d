import { formatCount, formatSize, type TimeLeft } from '../format/quantities.ts';
import { describeError } from './errors.ts';
import { inspectionText } from './inspection.ts';

const files = (count: number) => (count === 1 ? '1 file' : `${formatCount(count)} files`);

/** Every sentence of the page in English. One word for one thing: seal, open, file, key, store. */
export const en = {
  locale: 'en',
  describeError,
  product: 'Sealdrop',
  close: 'Close',
  tryAgain: 'Try again',
  reload: 'Reload the page',
  technicalDetails: 'Technical details',
  unnamed: '(no name)',

  session: {
    starting: 'Starting…',
    connecting: (name: string) => `Signed in as ${name}. Getting access to AWS…`,
    signingIn: 'Taking you to sign-in…',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signInAgain: 'Sign in again',
    signedInAs: 'Signed in as',
    expiredTitle: 'Your session has ended',
    expiredAdvice: 'Sign in again to go on. Stored files are safe; what was still moving starts over.',
    expiredBanner: 'Your session has ended. Sign in again to go on.',
    signedOutBanner: 'You are signed out. This browser keeps nothing of your files.',
    leaveTitle: 'Files are still moving',
    leaveAdvice: (live: number) =>
      `Signing out stops ${live === 1 ? '1 transfer' : `${formatCount(live)} transfers`}. Nothing half done is kept.`,
    leaveStay: 'Stay',
    leaveAnyway: 'Stop and sign out',
  },

  welcome: {
    title: 'Files only you can open.',
    lead: 'Sealdrop locks each file in your browser before it leaves this device, and stores it in your own AWS account. Nobody in between can read it: not the network, not the store, not us.',
    points: [
      {
        title: 'Locked on your device',
        text: 'Encryption happens here, in the page. Only sealed bytes travel.',
      },
      {
        title: 'One single-use key a file',
        text: 'AWS KMS makes a fresh key for each file and keeps it wrapped beside it.',
      },
      {
        title: 'Opens without us',
        text: 'Each stored file is a plain AWS Encryption SDK message. AWS’s own tools open it too.',
      },
    ],
  },

  drop: {
    label: 'Seal files',
    title: 'Drop files to seal them',
    text: 'They are locked on this device, then stored.',
    choose: 'Choose files',
    overlay: 'Drop to seal',
    overlayText: 'Each file gets its own key.',
    foldersSkipped: 'Folders cannot be sealed yet. Drop the files inside them instead.',
    dismiss: 'Dismiss',
  },

  files: {
    label: 'Stored files',
    name: 'Name',
    size: 'Size',
    date: 'Stored',
    actions: 'Actions',
    open: 'Open',
    openNamed: (name: string) => `Open ${name}`,
    inspect: 'Inspect',
    inspectNamed: (name: string) => `Inspect ${name}`,
    refresh: 'Reload the list',
    loading: 'Loading your files…',
    count: (shown: number, hasMore: boolean) =>
      hasMore ? `${files(shown)} shown, more stored` : shown === 0 ? '' : files(shown),
    noDate: 'date unknown',
    added: 'New',
    loadMore: 'Load more',
    loadingMore: 'Loading more…',
    emptyTitle: 'Nothing stored yet',
    emptySteps: [
      'Drop a file anywhere on this page, or choose one.',
      'It is sealed here with a key made for it alone, then stored.',
      'Open it again whenever you like, or inspect its keys.',
    ],
  },

  transfers: {
    label: 'Transfers',
    empty: 'Files you seal or open show their progress here.',
    sealing: 'Sealing',
    opening: 'Opening',
    sealedOf: (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)} sealed`,
    openedOf: (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)} opened`,
    failedCount: (count: number) => `${formatCount(count)} failed`,
    queued: 'Waiting its turn',
    preparingSeal: 'Getting a key',
    preparingOpen: 'Unwrapping its key',
    finishingSeal: 'Completing the upload',
    finishingOpen: 'Handing the file over',
    cancelling: 'Cancelling…',
    sealed: (bytes: number) => `Sealed and stored, ${formatSize(bytes)}`,
    opened: (bytes: number) => `Opened and verified, ${formatSize(bytes)}`,
    cancelled: 'Cancelled. Nothing was kept.',
    movedOf: (moved: string, total: string) => `${moved} of ${total}`,
    timeLeft(left: TimeLeft): string {
      if (left.unit === 'moment') return 'seconds left';
      if (left.unit === 'seconds') return `${left.count} s left`;
      if (left.unit === 'minutes') return `${left.count} min left`;
      return left.minutes === 0 ? `${left.count} h left` : `${left.count} h ${left.minutes} min left`;
    },
    cancel: 'Cancel',
    cancelNamed: (name: string) => `Cancel ${name}`,
    retry: 'Retry',
    retryNamed: (name: string) => `Retry ${name}`,
    openAnyway: 'Open anyway',
    openAnywayNamed: (name: string) => `Open anyway: ${name}`,
    saveAgain: 'Save again',
    saveAgainNamed: (name: string) => `Save again: ${name}`,
    dismiss: 'Dismiss',
    dismissNamed: (name: string) => `Dismiss ${name}`,
    cancelAll: 'Cancel all',
    retryFailed: 'Retry failed',
    clearFinished: 'Clear finished',
    hidden: (count: number) => `and ${files(count)} more, not shown`,
    announceSealed: (name: string) => `${name} is sealed and stored.`,
    announceOpened: (name: string) => `${name} was opened and verified.`,
    announceMany: (sealed: number, opened: number) =>
      [sealed > 0 ? `${files(sealed)} sealed.` : '', opened > 0 ? `${files(opened)} opened.` : '']
        .join(' ')
        .trim(),
  },

  crash: {
    title: 'This page stopped working.',
    advice: 'Reload the page. Files that are stored are safe.',
  },

  inspection: inspectionText,

  config: { title: 'Sealdrop cannot start' },
} as const;

export type Messages = typeof en;
