import { formatCount } from '../format/quantities.ts';
import { callsText } from './calls.ts';
import { describeError } from './errors.ts';
import { howText } from './how.ts';
import { inspectionText } from './inspection.ts';
import { storageText } from './storage.ts';
import { transfersText } from './transfers.ts';
import { unfinishedText } from './unfinished.ts';

const files = (count: number) => (count === 1 ? '1 file' : `${formatCount(count)} files`);
const transfers = (count: number) => (count === 1 ? '1 transfer' : `${formatCount(count)} transfers`);

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

  screens: {
    label: 'Parts of Sealdrop',
    loading: 'Loading…',
    files: 'Files',
    inspect: 'Inspect',
    keys: 'Key bench',
    calls: 'Calls',
    how: 'How it works',
  },

  session: {
    starting: 'Starting…',
    connecting: (name: string) => `Signed in as ${name}. Getting access to AWS…`,
    signingIn: 'Taking you to sign-in…',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signInAgain: 'Sign in again',
    signedInAs: 'Signed in as',
    expiredTitle: 'Your session has ended',
    expiredAdvice:
      'Sign in again to go on. Stored files are safe; what was still moving is then listed as unfinished.',
    expiredBanner: 'Your session has ended. Sign in again to go on.',
    signedOutBanner: 'You are signed out. This browser keeps nothing of your files.',
    leaveTitle: (live: number) => (live > 0 ? 'Files are still moving' : 'Transfers are unfinished'),
    leaveAdvice: (live: number, unfinished: number) =>
      `Signing out ${[
        live > 0 ? `stops ${transfers(live)}` : '',
        unfinished > 0 ? `gives up ${transfers(unfinished)} that could go on later` : '',
      ]
        .filter((part) => part !== '')
        .join(' and ')}. Nothing half done is kept; files that are stored stay.`,
    leaveStay: 'Stay',
    leaveAnyway: 'Stop and sign out',
    discardAnyway: 'Discard and sign out',
    leaving: 'Signing out…',
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

  storage: storageText,

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
    askWhere: 'Ask where to save large files',
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

  transfers: transfersText,
  unfinished: unfinishedText,

  crash: {
    title: 'This page stopped working.',
    advice: 'Reload the page. Files that are stored are safe.',
  },

  inspection: inspectionText,
  calls: callsText,
  how: howText,

  config: { title: 'Sealdrop cannot start' },
} as const;

export type Messages = typeof en;
