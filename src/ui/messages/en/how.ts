import { bothUses, openingOnly, sealingOnly } from '../uses.ts';
import { formatCount } from './figures.ts';

/** The screen that explains envelope encryption, in English. Figures: AWS KMS Developer Guide, "Encrypt" and "RSAES_OAEP". */
export const howText = {
  inWords: 'The same in words',
  ways: { seal: 'Sealing', open: 'Opening' },

  sample: {
    seal: 'Seal a small sample',
    name: 'sealdrop-sample.txt',
    content: 'A small file, sealed to watch how it is done.\n',
  },

  envelope: {
    title: 'Envelope encryption, as it happens',
    lead: 'KMS never sees your file, and the store never sees your key. The drawing follows your latest transfer; each step is held for a moment, so that you can watch it.',
    wayLabel: 'Which way the drawing shows',
    nothing: 'Nothing moves just now.',
    following: {
      seal: (name: string) => `Sealing ${name}`,
      open: (name: string) => `Opening ${name}`,
    },
    finished: {
      seal: (name: string) => `${name} is sealed and stored.`,
      open: (name: string) => `${name} was opened and verified.`,
    },
    stopped: (name: string) => `${name} was stopped here.`,
    held: (name: string) => `${name} waits.`,
    lastCall: (operation: string, duration: string | null, count: number) =>
      `${operation}${duration === null ? ' under way' : `, ${duration}`}${count > 1 ? `; ${formatCount(count)} requests so far` : ''}`,
    announce: (step: number, all: number, place: string) => `Step ${step} of ${all}: ${place}`,
    allDone: { seal: 'Sealed and stored.', open: 'Opened and verified.' },
    steps: { seal: 'How a file is sealed', open: 'How a file is opened' },
    states: { active: 'now', done: 'done' },
    where: {
      file: 'This device',
      kms: 'AWS KMS',
      vault: 'This browser',
      message: 'This browser',
      store: 'Amazon S3',
    },
    places: {
      file: 'Your file',
      kms: 'The data key',
      vault: 'The vault worker',
      message: 'The message',
      store: 'The store',
    },
    says: {
      seal: {
        file: 'Read piece by piece; only the vault worker sees its bytes.',
        kms: 'GenerateDataKey makes a new 256-bit key and hands it out twice: plain, and wrapped under the KMS key with the encryption context.',
        vault:
          'Imports the plain key so that it cannot be exported, overwrites its bytes, and seals the file in frames.',
        message: 'A header with the wrapped key, the context and the commitment, then the sealed frames.',
        store:
          'Takes the message in parts and verifies each part’s checksum. It holds nothing that opens it.',
      },
      open: {
        store: 'Gives the first bytes of the message, then the rest by range.',
        message:
          'The header names the KMS key, the context and where the file belongs; the place is compared.',
        kms: 'Decrypt unwraps the data key, only for exactly this context and only for you.',
        vault: 'Compares the commitment, verifies the header’s tag, then each frame’s before it is released.',
        file: 'Written frame by frame, and whole only once the final frame verified.',
      },
    },
    holds: {
      dataKey: 'data key, plain',
      wrappedKey: 'wrapped key',
      importedKey: 'data key, not exportable',
      overwritten: 'data key, let go',
      header: 'Header',
      frame: (number: number) => `Frame ${number}`,
      finalFrame: 'Final',
    },
  },

  ideas: [
    {
      title: 'Why an envelope',
      says: [
        'KMS encrypts at most 4,096 bytes a call, and keeps its key to itself. So a fresh data key locks the file here, at the speed of this device, and KMS locks only the data key.',
        'The locked key travels with the locked file. Whoever may use the KMS key can open the one, and with it the other; each use is a line in CloudTrail.',
      ],
    },
    {
      title: 'Key commitment',
      says: [
        'AES-GCM alone does not tie a ciphertext to one key: somebody can craft bytes that open to two different texts under two keys.',
        'The header therefore holds 32 bytes derived from the data key. They are compared before anything is decrypted, so that a message opens under one key only.',
      ],
    },
    {
      title: 'Encryption context',
      says: [
        'Names and values that are not secret but sealed in. Yours are the owner and the place of the file. KMS unwraps a key only for exactly the context it was wrapped with.',
        'The role’s policy demands that the owner is you: a bucket left open by mistake opens no file. The context shows in CloudTrail, so it holds nothing secret.',
      ],
    },
  ],

  keys: {
    title: 'Symmetric beside asymmetric',
    lead: 'KMS has both kinds. What differs is who can hold a key, and therefore who can seal.',
    wayLabel: 'Which use is shown',
    does: { seal: 'seals', open: 'opens' },
    rests: 'not needed',
    question: 'Question',
    symmetric: {
      title: 'Symmetric',
      seal: 'Sealing and opening ask KMS: its one key wraps the data key, and never leaves.',
      open: 'Only KMS can unwrap, for whoever the policy lets call Decrypt with the same context.',
      holders: [
        { who: 'AWS KMS', holds: 'the key', secret: true, uses: bothUses },
        { who: 'You, signed in', holds: 'permission to ask', secret: false, uses: bothUses },
      ],
    },
    asymmetric: {
      title: 'Asymmetric',
      seal: 'Anybody with the public half seals, offline and without an account of AWS.',
      open: 'Only KMS can open: the private half never leaves it, and only those who may call Decrypt are served.',
      holders: [
        { who: 'Anybody', holds: 'the public half', secret: false, uses: sealingOnly },
        { who: 'AWS KMS', holds: 'the private half', secret: true, uses: openingOnly },
      ],
    },
    rows: [
      {
        question: 'Who can seal',
        symmetric: 'Who may call GenerateDataKey or Encrypt',
        asymmetric: 'Anybody who has the public key',
      },
      {
        question: 'Who can open',
        symmetric: 'Who may call Decrypt',
        asymmetric: 'Who may call Decrypt',
      },
      { question: 'Without AWS', symmetric: 'Neither', asymmetric: 'Sealing, not opening' },
      {
        question: 'At most, in one call',
        symmetric: '4,096 bytes',
        asymmetric: '190, 318 or 446 bytes (RSA 2048, 3072, 4096; OAEP with SHA-256)',
      },
      {
        question: 'Larger than that',
        symmetric: 'A data key, wrapped: any size',
        asymmetric: 'A data key, wrapped with the public half: any size',
      },
      {
        question: 'Encryption context',
        symmetric: 'Checked by KMS',
        asymmetric: 'Not known to KMS; its hash is sealed in beside the data key',
      },
      {
        question: 'Rotation by KMS',
        symmetric: 'Yes; old wrapped keys keep opening',
        asymmetric: 'No; a new key, and a new public half to hand out',
      },
    ],
  },
} as const;
