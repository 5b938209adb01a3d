/** How long a request that carries a body may take; fetch does not tell how far it is. */
export interface UploadPace {
  /** Milliseconds for so many bytes. */
  limit(bytes: number): number;
  /** So many bytes took so long, or were cut off after that. */
  note(bytes: number, milliseconds: number): void;
}

/** How many times as long as lately a request may take. */
const slack = 6;
/** Share of the newest figure in the average. */
const weight = 0.3;
/** Bodies smaller than this say more about latency than about the line. */
const leastTelling = 64 * 1024;
/** Bytes a second below which a request is cut in any case. */
const slowest = 32 * 1024;

/**
 * Six times what such a body took lately, between `stall` and ten times that (300 s for the usual 30 s); more for bodies that even a slow
 * line could not carry in it. A request that was cut counts as a slow one, so the next has more time.
 * @param stall milliseconds without progress after which a request counts as stalled
 */
export function createUploadPace(stall: number): UploadPace {
  /** milliseconds a byte, smoothed; null before there is a figure */
  let cost: number | null = null;

  return {
    limit(bytes) {
      const most = Math.max(stall * 10, (bytes / slowest) * 1000);
      if (cost === null) return most;
      return Math.min(most, Math.max(stall, slack * cost * bytes));
    },
    note(bytes, milliseconds) {
      if (bytes < leastTelling) return;
      const seen = milliseconds / bytes;
      cost = cost === null ? seen : cost + weight * (seen - cost);
    },
  };
}
