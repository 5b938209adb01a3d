import type { FieldGroup } from '../../inspection/bytes/field-groups.ts';
import type { HeaderField } from '../../../inspect/anatomy.ts';
import { formatBytesExactly, formatCount } from './figures.ts';

export interface FieldText {
  readonly name: string;
  /** one sentence: what it is there for */
  readonly meaning: string;
}

const fields: Readonly<Record<HeaderField, FieldText>> = {
  version: { name: 'Version', meaning: 'The format of the message: 1, or 2 with key commitment.' },
  type: { name: 'Type', meaning: 'Always 80 in format 1: authenticated, encrypted data of a customer.' },
  suite: {
    name: 'Algorithm suite',
    meaning: 'Says which cipher, key derivation, commitment and signature the message uses.',
  },
  'message-id': {
    name: 'Message ID',
    meaning: 'Random, and the salt of the key derivation: no two messages share a content key.',
  },
  'context-length': { name: 'Context length', meaning: 'How many bytes the encryption context takes.' },
  'context-count': { name: 'Context pairs', meaning: 'How many names with their values follow.' },
  'context-name-length': { name: 'Name length', meaning: 'How many bytes the name takes.' },
  'context-name': {
    name: 'Context name',
    meaning: 'A name of the encryption context: not secret, but KMS unwraps the key only for exactly it.',
  },
  'context-value-length': { name: 'Value length', meaning: 'How many bytes the value takes.' },
  'context-value': {
    name: 'Context value',
    meaning: 'A value of the encryption context: not secret, but KMS unwraps the key only for exactly it.',
  },
  'key-count': {
    name: 'Wrapped keys',
    meaning: 'How many wrapped keys (encrypted data keys) follow; any one of them opens the message.',
  },
  'provider-id-length': { name: 'Provider length', meaning: 'How many bytes the provider’s name takes.' },
  'provider-id': { name: 'Key provider', meaning: 'Who wrapped the data key: AWS KMS, or somebody else.' },
  'provider-info-length': { name: 'Key name length', meaning: 'How many bytes the key’s name takes.' },
  'provider-info': {
    name: 'Key name',
    meaning: 'Which key of the provider wrapped it: for KMS, the ARN that Decrypt is asked with.',
  },
  'wrapped-key-length': { name: 'Wrapped key length', meaning: 'How many bytes the wrapped key takes.' },
  'wrapped-key': {
    name: 'Wrapped key',
    meaning: 'The message’s own data key, encrypted: only whoever holds the wrapping key can unwrap it.',
  },
  'content-type': {
    name: 'Content type',
    meaning: 'Whether the content is cut into frames (2) or one block (1).',
  },
  reserved: { name: 'Reserved', meaning: 'Four zero bytes of format 1, kept for later use.' },
  'iv-length': { name: 'IV length', meaning: 'How many bytes each IV takes; always 12.' },
  'frame-length': {
    name: 'Frame length',
    meaning: 'How many bytes of plaintext each frame holds, but for the final one.',
  },
  commitment: {
    name: 'Commitment',
    meaning: 'Derived from the data key: proves that no other key opens this message to another text.',
  },
  'header-iv': { name: 'Header IV', meaning: 'The IV under which the header’s tag was made.' },
  'header-tag': {
    name: 'Header tag',
    meaning: 'Made with the data key over every byte before it: one altered bit, and it no longer verifies.',
  },
};

const groups: Readonly<Record<FieldGroup, string>> = {
  format: 'Version and suite',
  'message-id': 'Message ID',
  context: 'Encryption context',
  keys: 'Wrapped keys',
  content: 'Content',
  commitment: 'Commitment',
  authentication: 'Authentication',
};

/** The byte map in English. */
export const bytesText = {
  title: 'Header, byte by byte',
  about:
    'Choose a field to see its bytes, or a byte to see its field. Arrow keys move in the list and in the bytes.',
  none: 'There is no header here that could be shown.',
  cut: (read: number) =>
    `Only the first ${formatCount(read)} bytes could be read as a header. It is cut or broken after them.`,
  partly: (shown: number, length: number) =>
    `The first ${formatCount(shown)} of ${formatCount(length)} bytes are shown: the header has more fields than a page should hold.`,
  bytes: 'Bytes of the header',
  fieldList: 'Fields of the header',
  legend: 'Colours',
  fields,
  groups,
  /** `index`: of the pair or the wrapped key, from 1 */
  nth: (name: string, index: number) => `${name} ${formatCount(index)}`,
  place: (offset: number, length: number) =>
    length === 0
      ? `at ${formatCount(offset)}, empty`
      : length === 1
        ? `byte ${formatCount(offset)}`
        : `bytes ${formatCount(offset)}–${formatCount(offset + length - 1)}`,
  length: (bytes: number) => formatBytesExactly(bytes),
  value: 'Value',
  offset: 'Offset',
  group: 'Part',
  lengthName: 'Length',
  byte: (offset: number, hex: string, value: number) =>
    `Byte ${formatCount(offset)} (0x${offset.toString(16)}): ${hex}, decimal ${value}`,
  empty: 'empty',
  pages: {
    previous: 'Previous',
    next: 'Next',
    previousOf: (what: string) => `Previous: ${what}`,
    nextOf: (what: string) => `Next: ${what}`,
    shown: (from: number, to: number, count: number) =>
      `${formatCount(from)}–${formatCount(to)} of ${formatCount(count)}`,
  },
} as const;
