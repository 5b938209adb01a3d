/** What decides speed and memory of transfers; figures of real browsers chose the defaults. */
export interface Tuning {
  /** bytes of plaintext a frame */
  readonly frameLength: number;
  /** bytes of plaintext a part aims at; larger files get larger parts */
  readonly partLength: number;
  /** parts in flight at the beginning, all files together */
  readonly lanes: number;
  /** the most of them: browsers open six HTTP/1.1 connections to a host, and more would queue where time limits run */
  readonly mostLanes: number;
  /** bytes of sealed parts that may be in flight; the lanes shrink where parts are large */
  readonly sendBudget: number;
  /** bytes read from a file at a time, rounded to whole frames */
  readonly readLength: number;
  /** A Blob's bytes leave the renderer for the browser process; Node's HTTP client takes only a buffer. */
  readonly body: 'blob' | 'buffer';
  /** bytes of the first read when a message is opened: room for most headers and all of a small file */
  readonly firstRead: number;
  /** bytes of plaintext fetched at a time when a message is opened, rounded to whole frames */
  readonly fetchLength: number;
  /** such fetches in flight, for each file; as many more ranges may be held, waiting to be opened and written */
  readonly lookahead: number;
  /** Signed and unframed messages are verified as a whole before release: bytes of the largest one held for that. */
  readonly wholeMessageLimit: number;
}

const kib = 1024;
const mib = 1024 * kib;

export const defaultTuning: Tuning = {
  frameLength: 256 * kib,
  partLength: 8 * mib,
  lanes: 4,
  mostLanes: 6,
  sendBudget: 64 * mib,
  readLength: 4 * mib,
  body: 'blob',
  firstRead: 64 * kib,
  fetchLength: 2 * mib,
  lookahead: 3,
  wholeMessageLimit: 64 * mib,
};
