import { createDecodeTimes, type TimedPacket } from './decode-times.ts';
import type { MediaSample, Segment } from './media-sample.ts';

/** Where the packets of a track come from. */
export interface Lane {
  readonly packets: AsyncIterator<TimedPacket, void>;
  /** how many packets must be known beyond one to know its decode time */
  readonly depth: number;
}

/** A segment is as long as the first of these two: seconds, and bytes. */
const segmentLength = { seconds: 0.5, bytes: 1024 * 1024 } as const;

/** A segment, and the time up to which there is all of every track. */
export interface PumpedSegment {
  readonly segment: Segment;
  readonly until: number;
}

interface OpenLane extends Lane {
  readonly order: ReturnType<typeof createDecodeTimes>;
  readonly samples: MediaSample[];
  /** time of presentation that was read up to; Infinity at the end */
  reached: number;
  /** end of the last sample */
  until: number;
}

/** Takes packets of both tracks by turns, so that neither runs ahead, and makes segments of them. Packets are copied as they are. */
export async function* pumpPackets(
  lanes: Readonly<Record<keyof Segment, Lane | null>>,
): AsyncGenerator<PumpedSegment, void> {
  const video = openLane(lanes.video);
  const audio = openLane(lanes.audio);
  const open = [video, audio].filter((lane) => lane !== null);
  try {
    for (;;) {
      const [lane] = open
        .filter(({ reached }) => reached < Infinity)
        .toSorted((left, right) => left.reached - right.reached);
      if (lane !== undefined) await step(lane);
      if (lane !== undefined && !isLong(open)) continue;
      const segment = { video: take(video), audio: take(audio) };
      if (segment.video.length + segment.audio.length > 0) yield { segment, until: completeUntil(open) };
      if (lane === undefined) return;
    }
  } finally {
    // Also when nobody wants more: what decodes for a lane must end. Not waited for: a read may be under way.
    for (const { packets } of open) void packets.return?.().catch(() => {});
  }
}

function openLane(lane: Lane | null): OpenLane | null {
  if (lane === null) return null;
  return { ...lane, order: createDecodeTimes(lane.depth), samples: [], reached: -Infinity, until: -Infinity };
}

async function step(lane: OpenLane): Promise<void> {
  const { value, done } = await lane.packets.next();
  const samples = done === true ? lane.order.flush() : lane.order.push(value);
  // Times of presentation go back and forth; only forth counts.
  lane.reached = done === true ? Infinity : Math.max(lane.reached, value.timestamp);
  for (const sample of samples) lane.until = Math.max(lane.until, sample.decodeTime + sample.duration);
  lane.samples.push(...samples);
}

function isLong(lanes: readonly OpenLane[]): boolean {
  const bytes = lanes.flatMap(({ samples }) => samples).reduce((sum, sample) => sum + sample.bytes.length, 0);
  if (bytes >= segmentLength.bytes) return true;
  return lanes.every(({ samples, until, reached }) => {
    const [first] = samples;
    if (first === undefined) return reached === Infinity;
    return reached === Infinity || until - first.decodeTime >= segmentLength.seconds;
  });
}

function take(lane: OpenLane | null): MediaSample[] {
  return lane?.samples.splice(0) ?? [];
}

function completeUntil(lanes: readonly OpenLane[]): number {
  const going = lanes.filter(({ reached }) => reached < Infinity);
  if (going.length === 0) return Math.max(...lanes.map(({ until }) => until));
  return Math.min(...going.map(({ until }) => until));
}
