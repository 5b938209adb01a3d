import { plural } from './figures.ts';
import { callsText } from './calls.ts';
import { describeError } from './errors.ts';
import { filesText } from './files.ts';
import { howText } from './how.ts';
import { inspectionText } from './inspection.ts';
import { ownText } from './own-credentials.ts';
import { storageText } from './storage.ts';
import { transfersText } from './transfers.ts';
import { unfinishedText } from './unfinished.ts';
import { viewText } from './view.ts';

const transfers = (count: number) => plural(count, { one: '# transfer', other: '# transfers' });

/** Every sentence of the page in English. One word for one thing: seal, open, file, key, store. */
export const en = {
  locale: 'en',
  describeError,
  product: 'Sealdrop',
  close: 'Close',
  cancel: 'Cancel',
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
    doctor: 'Doctor',
    runDoctor: 'Find out what is wrong: run the doctor',
    back: 'Back',
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

  offline: {
    start: 'You are offline. To sign in, and to seal or open files, you need a connection.',
    here: 'You are offline. What moves waits, and goes on by itself. Files on this device can be looked into under Inspect; to list, seal or open files you need a connection.',
    alone:
      'You are offline. You see what a file says of itself; to check or open it, its key has to come from AWS KMS.',
    lookInto: 'Look into a sealed file on this device',
  },

  own: ownText,

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
    title: 'Drop files or folders',
    text: 'They are sealed on this device, then stored.',
    choose: 'Choose files',
    overlay: 'Drop to seal',
    overlayText: 'Each file gets its own key.',
    chooseFolder: 'Choose a folder',
    alreadySealed: (names: readonly string[]) =>
      `${plural(names.length, { one: 'One file was sealed already, and was sealed again as it is', other: '# files were sealed already, and were sealed again as they are' })}: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}. To look into a sealed file, or to open it, use Inspect.`,
    unreadable: (paths: readonly string[]) =>
      `${plural(paths.length, { one: 'One thing could not be read and was left out', other: '# things could not be read and were left out' })}: ${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ', …' : ''}`,
    dismiss: 'Dismiss',
  },

  storage: storageText,

  files: filesText,
  view: viewText,
  transfers: transfersText,
  unfinished: unfinishedText,

  crash: {
    title: 'This page stopped working.',
    advice: 'Reload the page. Files that are stored are safe.',
    partMissing: 'This part of the app could not be loaded.',
    partMissingAdvice:
      'Nothing else is touched by it. Where the device is online again and it still fails, there may be a newer version: reload the page.',
  },

  inspection: inspectionText,
  calls: callsText,
  how: howText,

  config: { title: 'Sealdrop cannot start' },

  choices: {
    language: 'Language',
    look: 'Appearance',
    looks: { system: 'Same as system', light: 'Light', dark: 'Dark' },
  },
} as const;
