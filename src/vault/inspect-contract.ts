import type { Edit } from '../inspect/edits.ts';
import type { FrameFacts } from '../inspect/anatomy.ts';
import type { FrameChoice, VerificationProgress, VerificationReport } from '../inspect/chain.ts';
import type { Inspection } from '../inspect/inspection.ts';

/** What is inspected: a stored file, or one of the person's own; nothing of it is sent but wrapped keys and their context, to KMS. */
export type InspectTarget =
  | { readonly kind: 'stored'; readonly key: string }
  /** a message as it is, or base64 of one */
  | { readonly kind: 'local'; readonly file: File };

/** Chosen by the page, unique in its lifetime. */
export type VerificationId = string;

/** With `edits`, everything is done on a copy with these changes; nothing stored is touched. */
export interface InspectCommands {
  /** Reads the header and checks the chain up to its tag; of a body not a byte. A message that is none is an answer, not a failure. */
  inspect: {
    input: { target: InspectTarget; edits: readonly Edit[] };
    output: Inspection;
  };
  /** Frames as they stand, unverified, read by range: their marks, IVs and tags, not their ciphertext. At most 64 places. */
  frames: {
    input: { target: InspectTarget; edits: readonly Edit[]; places: readonly number[] };
    output: { frames: readonly FrameFacts[] };
  };
  /** The whole chain with chosen frames; a sample is of at most 1,000. Plaintext is thrown away as it is verified. Tells of itself by `verification` events. */
  verify: {
    input: { id: VerificationId; target: InspectTarget; edits: readonly Edit[]; what: FrameChoice };
    output: VerificationReport;
  };
  /** Ends a verification; its report says what was done so far, and is not `complete`. */
  stopVerifying: { input: { id: VerificationId }; output: null };
}

export interface VerificationEvent {
  readonly type: 'verification';
  readonly id: VerificationId;
  readonly progress: VerificationProgress;
}
