/** What is said where people bring AWS credentials of their own. */
export const ownText = {
  use: 'Use your own AWS credentials',
  title: 'Your own AWS credentials',
  lead: 'They stay in the memory of this page, are sent to AWS as signatures only, and are gone when you sign out or reload.',
  fields: {
    accessKeyId: { label: 'Access key ID', about: 'Begins with AKIA or ASIA.' },
    secretAccessKey: { label: 'Secret access key', about: '' },
    sessionToken: { label: 'Session token', about: 'Only temporary credentials have one.' },
    owner: {
      label: 'Owner',
      about:
        'Whose files: the folder in the bucket, and the owner named in each file’s encryption context. What your policy allows decides.',
    },
  },
  wrong: {
    accessKeyId: 'This is not an access key ID. It has 16 or more letters and digits.',
    secretAccessKey: 'This is not a secret access key. Copy all of it, and nothing else.',
    sessionToken: 'Temporary credentials need their session token, all of it and nothing else.',
    owner: 'An owner is letters, digits and any of . _ : @ = + - without spaces or slashes.',
  },
  enter: 'Use these',
  trying: 'Trying them…',
  cancel: 'Cancel',
  expiredTitle: 'Your credentials have expired',
  expiredAdvice:
    'Enter new ones to go on. Transfers wait, and what can go on by itself does so then. Stored files are safe.',
  lostTitle: 'Your credentials are gone',
  lostAdvice:
    'The part of this page that held them stopped, and they are kept nowhere else. Enter them again to go on; stored files are safe.',
  expiredBanner: 'Your credentials are no longer there. Enter them to go on.',
  enterAgain: 'Enter credentials',
} as const;
