import { formatCount, plural } from './figures.ts';

const calls = (count: number) => plural(count, { one: '# call', other: '# calls' });

/** The trace of calls in English. */
export const callsText = {
  title: 'Calls to AWS',
  about:
    'Every request of this session to sign-in, Cognito, KMS and S3, as it leaves this device. Request ids are those that CloudTrail shows. Tokens, signatures and keys are never noted.',
  pause: 'Pause the list',
  resume: 'Go on',
  paused: (waiting: number) => `The list stands still; ${calls(waiting)} came since.`,
  exportJson: 'Export as JSON',
  exportName: (day: string) => `sealdrop-calls-${day}.json`,
  count: (shown: number, all: number) =>
    shown === all ? calls(all) : `${formatCount(shown)} of ${calls(all)}`,
  dropped: (count: number) => `${calls(count)} before these made room.`,

  filters: 'Filter',
  service: 'Service',
  outcome: 'Outcome',
  transfer: 'Transfer',
  search: 'Search',
  searchHint: 'key, operation, request id',
  anyService: 'All services',
  anyOutcome: 'All outcomes',
  anyTransfer: 'All, transfers and the rest',
  noTransfer: 'No transfer',
  clear: 'Clear the filter',
  services: { 'sign-in': 'Sign-in', 'cognito-identity': 'Cognito', sts: 'STS', kms: 'KMS', s3: 'S3' },
  outcomes: {
    'under-way': 'Under way',
    succeeded: 'Succeeded',
    refused: 'Refused',
    unanswered: 'No answer',
    cancelled: 'Cancelled',
  },
  failed: 'Failed',
  kinds: { seal: 'Seal', open: 'Open' },
  transferNamed: (kind: string, name: string) => `${kind} ${name}`,

  time: 'Time',
  operation: 'Operation',
  subject: 'Object or key',
  status: 'Status',
  duration: 'Took',
  attempt: 'Attempt',
  bytes: 'Bytes',
  part: (number: number) => `part ${formatCount(number)}`,
  attemptNumber: (attempt: number) => `attempt ${attempt}`,
  details: (operation: string, time: string) => `Details of ${operation} at ${time}`,
  sent: (size: string) => `${size} out`,
  received: (size: string) => `${size} in`,
  newer: 'Newer',
  older: 'Older',
  earlier: 'Earlier',
  later: 'Later',
  page: (from: number, to: number, all: number) =>
    `${formatCount(from)} to ${formatCount(to)} of ${formatCount(all)}`,

  emptyTitle: 'No calls yet',
  emptySteps: [
    'Signing in buys credentials: Cognito’s GetId, then GetCredentialsForIdentity.',
    'Sealing a file asks KMS for a data key (GenerateDataKey), then sends the sealed file to S3: PutObject, or UploadPart for each part of a large one.',
    'Opening reads the file’s header from S3 (GetObject) and has KMS unwrap its key (Decrypt).',
  ],
  nothingFits: 'No call fits this filter.',

  close: 'Close',
  detailsTitle: (operation: string) => `Call: ${operation}`,
  facts: 'What happened',
  factsAbout: 'As this device saw it.',
  asked: 'What was asked',
  askedAbout: 'Names and values as CloudTrail has them. An encryption context is not secret.',
  answered: 'What was answered',
  answeredAbout: 'Of an answer only these fields are noted.',
  json: 'CloudTrail’s form',
  jsonAbout:
    'What the export says of this call. CloudTrail has no names for what is under additionalEventData.',
  began: 'Began',
  region: 'Region',
  errorCode: 'Error',
  errorMessage: 'Message',
  requestId: 'Request ID',
  extendedRequestId: 'S3’s extended request ID',
  bytesSent: 'Bytes sent',
  bytesReceived: 'Bytes received',
  httpStatus: 'HTTP status',
  ofTransfer: 'Transfer',

  waterfall: (kind: string, name: string) => `${kind} ${name}, call by call`,
  waterfallAbout: (count: number, lanes: number, span: string) =>
    `${calls(count)} in ${span}, at most ${formatCount(lanes)} at the same time. Each bar begins and ends with its call.`,
  bar: (lane: number, offset: string) => `lane ${lane}, after ${offset}`,
  callsOf: (name: string) => `Calls of ${name}`,
} as const;
