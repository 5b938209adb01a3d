/** How a transfer ended. `stuck`: it neither moved on nor failed; `gone`: nobody knows of it any more. */
export type End =
  | { readonly kind: 'finished' | 'cancelled' | 'discarded' | 'stuck' | 'gone' }
  | { readonly kind: 'failed'; readonly code: string };

export interface Entry {
  readonly kind: 'seal' | 'open';
  readonly name: string;
  end: End | null;
  /** failures the person answered with Retry, by code */
  readonly retried: string[];
  /** times the page went away under it and it went on, or had to begin again */
  resumed: number;
  begunAgain: number;
}

/**
 * What must never be. `corrupt`: wrong bytes were presented as whole. `lost`: no end, or not there though stored. `orphaned`: what is
 * kept of a transfer that ended without a file, in the store or on the device. `uncaught`: an error that nobody handled.
 */
export const complaintKinds = ['corrupt', 'lost', 'orphaned', 'uncaught'] as const;
export type Complaint = (typeof complaintKinds)[number];

/** What became of every transfer, and what the store should not hold. */
export interface Ledger {
  begin(kind: Entry['kind'], name: string): Entry;
  entries(): readonly Entry[];
  /** Something that must never be, in one sentence. */
  complain(kind: Complaint, sentence: string): void;
  complaints(kind: Complaint): readonly string[];
}

export function createLedger(): Ledger {
  const entries: Entry[] = [];
  const complaints: Record<Complaint, string[]> = { corrupt: [], lost: [], orphaned: [], uncaught: [] };
  return {
    begin(kind, name) {
      const entry: Entry = { kind, name, end: null, retried: [], resumed: 0, begunAgain: 0 };
      entries.push(entry);
      return entry;
    },
    entries: () => entries,
    complain: (kind, sentence) => {
      complaints[kind].push(sentence);
      console.log(`  ${kind.toUpperCase()}: ${sentence}`);
    },
    complaints: (kind) => complaints[kind],
  };
}
