import type { MediaSample } from './media-sample.ts';

/** What a demuxer says of a picture: in the order of decoding, by the time of presentation. */
export interface TimedPacket {
  readonly data: Uint8Array;
  readonly type: 'key' | 'delta';
  /** seconds */
  readonly timestamp: number;
  /** seconds */
  readonly duration: number;
}

/** Pictures that may be presented before one that is decoded before them. Source: ITU-T H.264, E.2.1, max_num_reorder_frames; H.265 has the same limit. */
const mostReordered = 16;

/** How many packets must be known beyond one to know its decode time. */
export function reorderDepth(codec: string | null): number {
  return codec === 'avc' || codec === 'hevc' ? mostReordered : 1;
}

/**
 * Gives packets the times of decoding that containers want: those of presentation, in order. A sample lasts until the next one's turn, however long that is: what
 * has no next is as long as it says.
 */
export function createDecodeTimes(depth: number): {
  /** @returns what is known by now */
  push(packet: TimedPacket): MediaSample[];
  /** @returns the rest */
  flush(): MediaSample[];
} {
  const queue: TimedPacket[] = [];
  const times: number[] = [];
  let latest = -Infinity;

  const emit = (): MediaSample[] => {
    const packet = queue.shift();
    const ordered = times.shift();
    if (packet === undefined || ordered === undefined) return [];
    const decodeTime = Math.max(latest, ordered);
    latest = decodeTime;
    const [next] = times;
    const duration = next === undefined ? packet.duration : Math.max(0, next - decodeTime);
    const { data, type, timestamp } = packet;
    return [{ bytes: data, isKey: type === 'key', time: timestamp, decodeTime, duration }];
  };

  return {
    push(packet) {
      if (!Number.isFinite(packet.timestamp)) throw new RangeError('a packet without a time');
      queue.push(packet);
      const place = times.findLastIndex((time) => time <= packet.timestamp) + 1;
      times.splice(place, 0, packet.timestamp);
      return queue.length > depth ? emit() : [];
    },
    flush() {
      const rest: MediaSample[] = [];
      while (queue.length > 0) rest.push(...emit());
      return rest;
    },
  };
}
