import type { ErrorDetails } from '../../../errors.ts';
import { describeBy, numbered, said, type ErrorTexts } from '../error-text.ts';
import { formatBytesExactly, formatCount } from './figures.ts';

const tryAgain = 'Try again. If it happens again, send the technical details to your administrator.';
const tellAdministrator = 'Send the technical details to your administrator.';
const damaged =
  'Nothing was saved. Ask the person who sealed the file for another copy, and tell your administrator.';

const texts: ErrorTexts = {
  'config-invalid': ({ field, problem }) => ({
    title: `This site is not set up correctly${said(field, (name) => `: “${name}” is wrong`)}.`,
    advice: `Your administrator can put it right in config.json${said(problem, (text) => ` (${text})`)}.`,
  }),
  'sign-in-failed': ({ reason }) => ({
    title: 'Sign-in did not work.',
    advice: `Sign in once more${said(reason, (text) => `; the sign-in service said “${text}”`)}.`,
  }),
  'session-expired': {
    title: 'Your session has ended.',
    advice: 'Sign in again to go on. Files that are stored are safe.',
  },
  'identity-refused': {
    title: 'You are signed in, but AWS gave no access to this account.',
    advice: 'Ask your administrator whether you are allowed to use Sealdrop.',
  },
  'own-key-unknown': {
    title: 'AWS does not know this access key.',
    advice: 'Copy the access key ID once more, and check that the key was not deleted or deactivated.',
  },
  'own-secret-wrong': {
    title: 'The secret access key does not belong to this access key.',
    advice: 'Copy the secret once more, all of it.',
  },
  'own-token-wrong': {
    title: 'The session token does not belong to this access key.',
    advice:
      'Copy all three once more, from the same place. A key that begins with AKIA is permanent and has no session token.',
  },
  'own-token-expired': {
    title: 'These credentials have expired.',
    advice: 'Get new ones, for example from your access portal or the AWS command line, and enter those.',
  },
  offline: {
    title: 'This device is offline.',
    advice: 'Check the network connection, then try again.',
  },
  'service-unreachable': ({ service }) => ({
    title: `${said(service, (name) => serviceNames[name] ?? name) || 'A service this page needs'} did not answer.`,
    advice:
      'Check the network connection, then try again. A firewall or a wrong setting of the site can also be the cause.',
  }),
  throttled: {
    title: 'AWS asked for fewer requests.',
    advice: 'Wait a minute, then try again.',
  },
  'service-failed': {
    title: 'AWS had a fault of its own.',
    advice: 'Wait a few minutes, then try again.',
  },
  'clock-wrong': {
    title: 'The clock of this device is wrong.',
    advice: 'Set the date and time to automatic, then try again.',
  },
  'credentials-refused': {
    title: 'AWS did not accept your sign-in.',
    advice: 'Sign out and sign in again.',
  },

  'kms-denied': {
    title: 'You are not allowed to use the key of this file.',
    advice:
      'Ask your administrator for access to the KMS key. Only the person who sealed a file can open it.',
  },
  'kms-key-not-found': {
    title: 'The KMS key does not exist.',
    advice: 'Ask your administrator which key this site should use, or whether the key was deleted.',
  },
  'kms-key-disabled': {
    title: 'The KMS key is switched off.',
    advice: 'Ask your administrator to enable the key, then try again.',
  },
  'kms-key-unusable': {
    title: 'The KMS key cannot be used now.',
    advice: 'Ask your administrator: the key may be waiting for deletion, or be meant for another purpose.',
  },
  'kms-wrong-key': {
    title: 'This file was sealed under another KMS key.',
    advice: 'Nothing was saved. Inspect the file to see the key that its header names.',
  },
  'kms-wrapped-key-refused': {
    title: 'KMS refused to unwrap the key of this file.',
    advice:
      'Its wrapped key or its encryption context was changed after sealing. Nothing was saved; tell your administrator.',
  },
  'kms-answer-invalid': {
    title: 'KMS gave an answer that cannot be right.',
    advice: `Nothing was sealed or opened with it. ${tellAdministrator}`,
  },
  'key-needs-network': {
    title: 'The key of this file is with AWS KMS, and this device is offline.',
    advice:
      'Offline nobody can unwrap it. Its header, its context and where its frames lie can be looked at; connect to open it.',
  },
  'key-needs-sign-in': {
    title: 'The key of this file is with AWS KMS, which answers only people who are signed in.',
    advice:
      'Sign in to open it. Its header, its context and where its frames lie can be looked at until then.',
  },

  'store-denied': {
    title: 'You are not allowed to do this in the store.',
    advice: 'Ask your administrator for access to your folder in the bucket.',
  },
  'storage-key-refused': {
    title: 'The store may not use the KMS key that its own encryption asks for.',
    advice:
      'The key may be switched off, waiting for deletion, or not yours to use. Choose another storage encryption for new uploads, or ask your administrator.',
  },
  'store-not-found': {
    title: 'This file is no longer stored here.',
    advice: 'It was deleted or moved. Reload the list to see what is stored now.',
  },
  'bucket-not-found': {
    title: 'The bucket of this site does not exist.',
    advice: 'Ask your administrator to check the bucket name in config.json.',
  },
  'name-taken': {
    title: 'A file with this name is already stored.',
    advice: 'Nothing was overwritten. Choose what happens to it, or another name.',
  },
  'object-changed': {
    title: 'The stored file was replaced while it was being read.',
    advice: 'Nothing was saved. Try again to open the new one.',
  },
  'checksum-refused': {
    title: 'Some bytes were changed on their way to the store.',
    advice: 'Nothing damaged was kept. Try again, on another network if it happens again.',
  },
  'upload-lost': {
    title: 'The store dropped the unfinished upload.',
    advice: 'Try again: the file is sealed from the start under a new key.',
  },
  'store-answer-invalid': ({ hint }) => ({
    title: 'The store gave an answer that cannot be right.',
    advice:
      said(hint, (text) => `Your administrator can check the settings of the bucket (${text}).`) || tryAgain,
  }),

  'message-not-ours': {
    title: 'This is not a sealed file.',
    advice: 'It was put here by another program. There is nothing to open.',
  },
  'message-unsupported': {
    title: 'This file was sealed in a format that this page does not know.',
    advice: 'Try the AWS Encryption SDK’s own tools, or a newer Sealdrop.',
  },
  'message-malformed': ({ encoding }) => ({
    title:
      encoding === 'base64'
        ? 'The base64 text in this file is damaged.'
        : 'The header of this file is damaged.',
    advice: damaged,
  }),
  'message-truncated': {
    title: 'The stored file ends too early.',
    advice: damaged,
  },
  'message-trailing-bytes': {
    title: 'Something was added to the end of this file.',
    advice: damaged,
  },
  'message-out-of-order': (details) => ({
    title: `The pieces of this file are not in order${frame(details, ': it breaks at')}.`,
    advice: damaged,
  }),
  'message-uncommitted': {
    title: 'This file was sealed the older way, without key commitment.',
    advice:
      'It cannot be proved that every reader sees the same text, so it was not opened. Use the AWS Encryption SDK’s own tools.',
  },
  'message-too-large-to-hold': ({ encoding }) =>
    encoding === 'base64'
      ? {
          title: 'This base64 text is too long to be decoded here.',
          advice: 'Decode it to a binary file first; such a file may be of any size.',
        }
      : {
          title: 'This file is too large to be checked before it is shown.',
          advice: 'Its format allows a check only at the very end. Use the AWS Encryption SDK’s own tools.',
        },
  'commitment-mismatch': {
    title: 'The key is not the one this file was sealed with.',
    advice: damaged,
  },
  'header-tampered': {
    title: 'The header of this file was changed after sealing.',
    advice: damaged,
  },
  'frame-tampered': (details) => ({
    title: `This file was changed after sealing${frame(details, ', in')}.`,
    advice: damaged,
  }),
  'signature-invalid': {
    title: 'The signature of this file is not valid.',
    advice: damaged,
  },
  'context-invalid': {
    title: 'The encryption context of this file is not allowed.',
    advice: tellAdministrator,
  },
  moved: ({ sealedFor, foundAt }) => ({
    title: 'This file lies somewhere else than it was sealed for.',
    advice: `${said(sealedFor, (place) => `It was sealed for ${place}`)}${said(foundAt, (place) => ` and found at ${place}`)}${
      typeof sealedFor === 'string' ? '. ' : ''
    }Somebody moved or swapped it. Open it only if you know why.`,
  }),
  'other-owner': {
    title: 'This file was sealed by somebody else.',
    advice: 'Only the person who sealed a file can open it. Ask them for a copy.',
  },
  'no-usable-key': {
    title: 'None of the keys of this file can be unwrapped by you.',
    advice: 'Inspect the file to see its keys, and ask your administrator for access to one of them.',
  },
  'nonce-reuse-refused': {
    title: 'Sealing stopped to protect your file.',
    advice: 'The same piece was about to be sealed twice under one key. Try again: the file gets a new key.',
  },

  'pasted-text-invalid': ({ expected }) => ({
    title: `This is not ${(typeof expected === 'string' ? pastedKinds[expected] : undefined) ?? 'the text that belongs here'}.`,
    advice: 'Copy it once more, all of it from the first character to the last, and paste it here.',
  }),
  'over-limit': ({ length, limit }) => ({
    title: `This is too long${numbered(length, (bytes) => `: ${formatBytesExactly(bytes)}`)}${numbered(limit, (bytes) => `, where at most ${formatCount(bytes)} fit`)}.`,
    advice: 'Nothing was sealed. Use an envelope, which takes more, or seal it as a file.',
  }),
  'key-pair-mismatch': {
    title: 'This was sealed for another key pair.',
    advice: 'Nothing was opened. Compare the fingerprints, and choose the key pair that it was sealed for.',
  },

  'file-changed': {
    title: 'The file on this device changed while it was being sealed.',
    advice: 'Nothing was stored. Close the program that writes to it, then choose the file again.',
  },
  'file-unreadable': {
    title: 'The file on this device can no longer be read.',
    advice: 'It may have been moved or renamed, or be a folder. Choose it again.',
  },
  'file-too-large': {
    title: 'The file is larger than the store accepts.',
    advice: 'Split it into smaller files and seal those.',
  },
  'name-invalid': {
    title: 'Nothing can be stored under this name.',
    advice:
      'Use a shorter or simpler one: no slashes, no invisible characters, not empty. At the top, “key-bench” and “doctor” are kept for Sealdrop itself.',
  },
  'wrong-file': ({ name }) => ({
    title: 'This is not the file whose transfer was interrupted.',
    advice: `Choose the same file again${said(name, (text) => `, “${text}”`)}, unchanged. If it has changed, discard the transfer and seal it anew.`,
  }),
  'disk-full': {
    title: 'There is not enough free space on this device.',
    advice: 'Make room on it, then try again.',
  },
  'storage-unavailable': {
    title: 'This browser gives the page no place to put the opened file.',
    advice: 'Leave private browsing, or allow this site to store data, then try again.',
  },
  'permission-lost': {
    title: 'This page may no longer use that file on your device.',
    advice: 'Try again and allow access when the browser asks, or choose another place.',
  },
  'download-stopped': {
    title: 'The browser stopped the download.',
    advice: 'What was saved so far is not the whole file. Try again to open it from the start.',
  },
  'in-other-tab': {
    title: 'Another tab is working on this transfer.',
    advice: 'Let it go on there, or close that tab and try again here.',
  },
  'journal-unavailable': {
    title: 'This browser does not let the page keep notes on this device.',
    advice:
      'Files can be sealed all the same, but not resumed after a reload. Leave private browsing to change that.',
  },
  'script-altered': {
    title: 'Part of this app is not what this page was built with, so it was not started.',
    advice:
      'Files that are stored are safe. Reload the page; if this stays, tell an administrator: somebody may have changed the app’s files.',
  },
  'vault-crashed': {
    title: 'The part of this page that seals and opens files stopped.',
    advice: 'Files that are stored are safe. Try again; if it stops again, reload the page.',
  },
  internal: {
    title: 'Something in this page went wrong.',
    advice: tryAgain,
  },
};

const pastedKinds: Readonly<Record<string, string>> = {
  secret: 'a sealed secret',
  text: 'something that was sealed as text',
  'rsa-secret': 'a secret sealed with a public key here',
  'key-pair': 'a key pair made here',
  'public-key': 'an RSA public key of 2,048, 3,072 or 4,096 bits',
  message: 'a sealed message in base64',
  'wrapped-key': 'a wrapped key or a sealed message',
};

const serviceNames: Readonly<Record<string, string>> = {
  s3: 'The store (Amazon S3)',
  kms: 'The key service (AWS KMS)',
  cognito: 'The access service (Amazon Cognito)',
  sts: 'The access service of the store (STS)',
  'sign-in': 'The sign-in service',
};

function frame(details: ErrorDetails, before: string): string {
  return numbered(details['frame'], (number) => `${before} frame ${formatCount(number)}`);
}

/** The English sentences for a failure. */
export const describeError = describeBy(texts);
