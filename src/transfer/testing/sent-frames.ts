import { equalBytes, type Bytes } from '../../bytes/bytes.ts';
import { readU32 } from '../../bytes/integers.ts';
import { hexEncode } from '../../bytes/text.ts';
import type { Crew, SealPartJob } from '../crew-port.ts';

/** Remembers what was sealed under which message, so that bodies a store received can be told apart afterwards. */
export interface SealingWitness {
  readonly crew: Crew;
  /**
   * Every (message id, sequence number) that left with more than one ciphertext.
   * @throws Error for a body that nobody sealed
   */
  reusedNonces(received: readonly { readonly bytes: Bytes }[]): readonly string[];
  /** message ids of the bodies, in the order they first left */
  messages(received: readonly { readonly bytes: Bytes }[]): readonly string[];
}

interface Sealed {
  readonly job: SealPartJob;
  readonly bytes: Bytes;
}

export function createSealingWitness(crew: Crew): SealingWitness {
  const sealed: Sealed[] = [];
  const origin = (bytes: Bytes): Sealed => {
    const found = sealed.find((candidate) => equalBytes(candidate.bytes, bytes));
    if (!found) throw new Error('a body left that nobody sealed');
    return found;
  };
  return {
    crew: {
      ...crew,
      async sealPart(job, signal) {
        const part = await crew.sealPart(job, signal);
        const { body } = part;
        const bytes = body instanceof Blob ? new Uint8Array(await body.arrayBuffer()) : body.slice();
        sealed.push({ job, bytes });
        return part;
      },
    },
    reusedNonces(received) {
      const sent = new Map<string, string>();
      const reused = new Set<string>();
      for (const { bytes } of received) {
        const { job } = origin(bytes);
        for (const [sequence, frame] of framesOf(job, bytes)) {
          const nonce = `${hexEncode(job.run.messageId)} ${sequence}`;
          const ciphertext = hexEncode(frame);
          if ((sent.get(nonce) ?? ciphertext) !== ciphertext) reused.add(nonce);
          sent.set(nonce, ciphertext);
        }
      }
      return [...reused];
    },
    messages: (received) => [
      ...new Set(received.map(({ bytes }) => hexEncode(origin(bytes).job.run.messageId))),
    ],
  };
}

/** Sequence number and ciphertext with tag of each frame. Source: message-body.md of the AWS Encryption SDK specification. */
function framesOf({ run, lead }: SealPartJob, body: Bytes): [number, Bytes][] {
  const frames: [number, Bytes][] = [];
  for (let offset = lead.length; offset < body.length;) {
    const final = readU32(body, offset) === 0xffff_ffff;
    const sequence = readU32(body, final ? offset + 4 : offset);
    const start = offset + (final ? 4 + 4 + 12 + 4 : 4 + 12);
    const end = final ? body.length : start + run.frameLength + 16;
    frames.push([sequence, body.subarray(start, end)]);
    offset = end;
  }
  return frames;
}
