import type { ChainStep } from '../../../inspect/chain.ts';
import { formatBytesExactly, formatCount, plural } from './figures.ts';
import { bytesText } from './inspection-bytes.ts';
import { flipText } from './inspection-flip.ts';
import { framesText, verifyText } from './inspection-frames.ts';
import { kmsKeyText, storageText } from './inspection-services.ts';

const steps: Readonly<Record<ChainStep, { readonly name: string; readonly about: string }>> = {
  header: {
    name: 'The header can be read',
    about: 'Every length in it fits, and its version and suite are known.',
  },
  unwrap: {
    name: 'KMS unwrapped the key',
    about: 'Shows that you may use the key, and that the encryption context is the one it was wrapped with.',
  },
  commitment: {
    name: 'The commitment matches',
    about: 'Shows that no other key can open this message to another text.',
  },
  'header-tag': {
    name: 'The header’s tag verifies',
    about: 'Shows that not one bit of the header was changed.',
  },
  frames: {
    name: 'The frames’ tags verify',
    about: 'Shows that the content is what was sealed, in its order and to its end.',
  },
};

/** The English words of the inspection panel, for auditors and for people who learn envelope encryption from it. */
export const inspectionText = {
  title: (name: string) => `Inspect ${name}`,
  loading: 'Reading the header…',
  again: 'Inspect again',
  close: 'Close',
  copy: 'Copy',
  copyNamed: (what: string) => `Copy ${what}`,
  copied: 'Copied',
  copyFailed: 'Not copied',
  unknown: 'not stated',
  none: 'none',
  yes: 'yes',
  no: 'no',
  location: 'Stored at',
  sections: 'Parts of the inspection',
  decoded: 'Decoded from base64. Offsets count the decoded bytes.',

  screen: {
    title: 'Inspect a message',
    lead: 'Choose any AWS Encryption SDK message, as a file or as base64. It is read in this browser; only its wrapped keys and their context are sent, to KMS, which unwraps them.',
    choose: 'Choose a message',
    paste: 'Paste base64',
    pasteLabel: 'Base64 of a message',
    pasteLook: 'Inspect this text',
    pasted: 'pasted text',
    dropTitle: 'Drop a message to inspect it',
    dropText:
      'Format 1 or 2, any suite. Sealed files are such messages: choose “Inspect” in the list of files.',
    overlay: 'Drop to inspect',
    overlayText: 'It is read here; only its wrapped keys go to KMS.',
    manyDropped: 'One message at a time: the first one was taken.',
    other: 'Another message',
    about: [
      {
        title: 'See every byte',
        text: 'The header field by field: context, wrapped keys, commitment, tag.',
      },
      {
        title: 'Follow the chain of trust',
        text: 'KMS unwraps the key, the commitment matches, the header’s tag verifies, then each frame.',
      },
      { title: 'Flip a bit', text: 'Alter a copy and see which check catches it.' },
    ],
  },

  open: {
    label: 'Open this file',
    open: 'Open',
    openNamed: (name: string) => `Open ${name}`,
    about:
      'KMS unwraps its key, and every frame is verified before the file counts as one. If the page is left before the end, it begins anew.',
    stated:
      'A file on the device lies in no place of the store, so nothing was compared with where it says that it belongs. It may be an older version:',
    offline:
      'It cannot be opened offline. AWS KMS must unwrap its key, and this device has no connection. The key is wrapped by:',
    signedOut:
      'To open it, sign in. AWS KMS must unwrap its key, and answers only people who are signed in. The key is wrapped by:',
    noKey:
      'It cannot be opened here: KMS wrapped none of its keys. What was sealed for a key pair is opened on the key bench, where KMS unwraps the private half.',
    otherOwner:
      'It is not opened here: it says that it was sealed by somebody else. Only that person can open it:',
  },

  verdict: {
    complete: 'Every byte is genuine and you hold the key.',
    verified: 'The header is genuine and you hold the key.',
    failed: 'This message failed its checks.',
    moved: 'Genuine, but not where it was sealed for.',
    noKey: 'The header was read; KMS wrapped none of its keys.',
    notTried: 'The header was read but not checked.',
    unreadable: 'This is not a readable sealed file.',
  },

  chain: {
    title: 'Chain of trust',
    about: 'Each check stands on the one before it. They were made just now, on this device.',
    steps,
    passed: 'Passed',
    failed: 'Failed',
    notTried: 'Not tried',
    why: {
      'earlier-failure': 'An earlier check failed, so this one would prove nothing.',
      'no-key': 'None of the wrapped keys is one that KMS wrapped, so there was no key to check it with.',
      'not-in-suite': 'This suite has no commitment: it came later to the format.',
      'on-demand': 'The content is checked when you open the file, or below when you ask for it.',
      offline:
        'The key is with AWS KMS, and this device is offline: nobody can unwrap it here. What the header says, below, was read but not checked.',
      'without-key': 'It takes the key, which could not be had.',
      'signed-out':
        'The key is with AWS KMS, which answers only people who are signed in. What the header says, below, was read but not checked.',
    },
    attempt: (index: number, outcome: string) =>
      `KMS Decrypt of wrapped key ${formatCount(index)}: ${outcome}`,
    unwrapped: 'unwrapped',
    refused: 'refused',
    key: 'KMS key',
    requestId: 'KMS request',
    took: 'Took',
    milliseconds: (count: number) => `${formatCount(Math.round(count))} ms`,
    contextSent: (pairs: number) =>
      pairs === 0
        ? 'Sent with an empty encryption context.'
        : `Sent with the encryption context of this header, ${plural(pairs, { one: '# pair', other: '# pairs' })}.`,
    noRequest: 'not given',
    keyLife: (unwrapped: string, overwritten: string) =>
      `KMS unwrapped the data key at ${unwrapped}. It was imported as a key that cannot be exported, and its raw bytes were overwritten at ${overwritten}. It was never shown, stored or sent to this page.`,
    noKeyLife: 'No data key was unwrapped, so there was none to destroy.',
    hiddenAttempts: (count: number) => `and ${formatCount(count)} more attempts, not shown`,
  },

  message: {
    title: 'Message',
    about: 'One AWS Encryption SDK message. This is what its header says.',
    version: 'Version',
    suite: 'Algorithm suite',
    messageId: 'Message ID',
    commitment: 'Commitment',
    content: 'Content',
    framed: 'framed',
    unframed: 'one block',
    signed: 'Signed',
    size: 'Message size',
    headerLength: 'Header',
    frameLength: 'Frame length',
    frameCount: 'Frames',
    plaintextLength: 'File size',
    lengthUnknown: 'unknown: the stored size does not fit the header',
  },

  context: {
    title: 'Encryption context',
    about:
      'Not secret, but sealed in: KMS unwraps the key only for exactly these values. They show in CloudTrail.',
    name: 'Name',
    value: 'Value',
    empty: 'The encryption context is empty.',
    hidden: (count: number) => `and ${formatCount(count)} more pairs, in the bytes below`,
    placement: {
      matches: 'Location matches where the file lies',
      moved: 'Location does not match where the file lies',
      'not-stated': 'No location stated',
    },
    ownership: {
      mine: 'You are the owner',
      other: 'Owned by somebody else',
      'not-stated': 'No owner stated',
      unknown: 'You are not signed in: whether it is yours was not compared',
    },
  },

  wrappedKeys: {
    title: 'Wrapped keys',
    about: 'The file’s own key, wrapped by each key that may open it. Any one of them is enough.',
    nth: (index: number) => `Key ${index}`,
    provider: 'Provider',
    arn: 'Key ARN',
    info: 'Provider info',
    size: 'Wrapped size',
    hidden: (count: number) => `and ${formatCount(count)} more, in the bytes below`,
  },

  limits: {
    title: 'Limits in force',
    about: 'What the format allows, and how much of it this message uses.',
    names: {
      frames: 'Frames',
      bytes: 'Bytes under this key',
      context: 'Encryption context',
    },
    meanings: {
      frames: 'Sequence numbers are 32 bits, so no IV can come twice under one key.',
      bytes: 'The most that so many frames of this length hold. Each message has a key of its own.',
      context: 'Serialized in the header; what every implementation reads.',
    },
    used: (used: string, most: string) => `${used} of ${most}`,
    count: (value: number) => formatCount(value),
    bytes: (value: number) => formatBytesExactly(value),
  },

  bytes: bytesText,
  frames: framesText,
  verify: verifyText,
  flip: flipText,
  kmsKey: kmsKeyText,
  storage: storageText,
} as const;
