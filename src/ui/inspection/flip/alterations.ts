import type { FieldPlace, FrameMap, HeaderField } from '../../../inspect/anatomy.ts';
import type { FrameChoice } from '../../../inspect/chain.ts';
import type { Edit } from '../../../inspect/edits.ts';
import { framePlace } from '../../../inspect/frame-places.ts';
import type { Inspection } from '../../../inspect/inspection.ts';

/** What can be altered in a copy. */
export const alterationKinds = [
  'header-byte',
  'wrapped-key',
  'context',
  'ciphertext',
  'tag',
  'swap',
  'cut',
] as const;

export type AlterationKind = (typeof alterationKinds)[number];

/** One alteration as the person chose it. */
export interface Alteration {
  readonly kind: AlterationKind;
  /** of the header's byte, from the start of the message */
  readonly offset: number;
  /** of the frame, or of the first that changes places; from 1 */
  readonly place: number;
  /** of the other one that changes places */
  readonly other: number;
  /** how many are cut off the end */
  readonly bytes: number;
}

export interface AlterationPlan {
  readonly edits: readonly Edit[];
  /** which frames to verify of the copy, if its header passes */
  readonly what: FrameChoice;
}

/** Messages up to this many bytes are verified whole, so that the report shows that nothing but the altered part fails. */
const smallMessage = 16 * 1024 * 1024;
/** A bit whose change keeps ASCII text ASCII: what is caught is then the change, not the encoding. */
const lowestBit = 1;

/** What of a message can be altered, in the order it is offered. */
export function possibleAlterations(inspection: Inspection): readonly AlterationKind[] {
  return alterationKinds.filter((kind) => isPossible(kind, inspection));
}

function isPossible(kind: AlterationKind, { anatomy, frames, size }: Inspection): boolean {
  switch (kind) {
    case 'header-byte':
      return anatomy.fields.length > 0;
    case 'wrapped-key':
      return longestOf(anatomy.fields, 'wrapped-key') !== null;
    case 'context':
      return longestOf(anatomy.fields, 'context-value') !== null;
    case 'ciphertext':
      return frames !== null && (frames.count > 1 || frames.finalLength > 0);
    case 'tag':
      return frames !== null;
    case 'swap':
      return frames !== null && frames.count > 2;
    case 'cut':
    default:
      return size > 1;
  }
}

/** Null where the message has no such part. */
export function planAlteration(alteration: Alteration, inspection: Inspection): AlterationPlan | null {
  const edits = editsOf(alteration, inspection);
  if (edits === null) return null;
  const { frames, size } = inspection;
  const isWhole = frames === null || size <= smallMessage;
  return { edits, what: isWhole ? { kind: 'all' } : affectedFrames(alteration) };
}

/** Of a large message: those that an alteration can show in. A cut shows in the last. */
function affectedFrames({ kind, place }: Alteration): FrameChoice {
  if (kind === 'cut') return { kind: 'sample', count: 0 };
  return { kind: 'one', place: kind === 'ciphertext' || kind === 'tag' || kind === 'swap' ? place : 1 };
}

function editsOf(alteration: Alteration, { anatomy, frames, size }: Inspection): readonly Edit[] | null {
  const { kind, offset, place, other, bytes } = alteration;
  switch (kind) {
    case 'header-byte':
      return offset >= 0 && offset < anatomy.bytes.length ? [flip(offset)] : null;
    case 'wrapped-key':
      return flipMiddle(longestOf(anatomy.fields, 'wrapped-key'));
    case 'context':
      return flipMiddle(longestOf(anatomy.fields, 'context-value'));
    case 'ciphertext':
    case 'tag':
      return frames === null ? null : flipInFrame(frames, place, kind);
    case 'swap':
      return frames !== null && isRegular(frames, place) && isRegular(frames, other) && place !== other
        ? [{ kind: 'swap-frames', first: place, second: other }]
        : null;
    case 'cut':
    default:
      return bytes >= 1 && bytes < size ? [{ kind: 'cut', length: size - bytes }] : null;
  }
}

function flipInFrame(frames: FrameMap, place: number, part: 'ciphertext' | 'tag'): readonly Edit[] | null {
  if (place < 1 || place > frames.count) return null;
  const { ciphertextOffset, tagOffset, plaintextLength } = framePlace(frames, place);
  if (part === 'tag') return [flip(tagOffset)];
  return plaintextLength === 0 ? null : [flip(ciphertextOffset)];
}

function isRegular(frames: FrameMap, place: number): boolean {
  return place >= 1 && place < frames.count;
}

function flip(offset: number): Edit {
  return { kind: 'flip', offset, mask: lowestBit };
}

/** Past what a text or a wrapped key begins with. */
function flipMiddle(field: FieldPlace | null): readonly Edit[] | null {
  return field === null ? null : [flip(field.offset + Math.floor(field.length / 2))];
}

/** A longer text is altered more visibly than a short one. */
function longestOf(fields: readonly FieldPlace[], name: HeaderField): FieldPlace | null {
  let longest: FieldPlace | null = null;
  for (const field of fields) {
    if (field.field === name && field.length > (longest?.length ?? 0)) longest = field;
  }
  return longest;
}
