import type { HeaderField } from '../../../inspect/anatomy.ts';

/** What the fields of a header are about; each group has its colour. */
export const fieldGroups = [
  'format',
  'message-id',
  'context',
  'keys',
  'content',
  'commitment',
  'authentication',
] as const;

export type FieldGroup = (typeof fieldGroups)[number];

const groups: Readonly<Record<HeaderField, FieldGroup>> = {
  version: 'format',
  type: 'format',
  suite: 'format',
  'message-id': 'message-id',
  'context-length': 'context',
  'context-count': 'context',
  'context-name-length': 'context',
  'context-name': 'context',
  'context-value-length': 'context',
  'context-value': 'context',
  'key-count': 'keys',
  'provider-id-length': 'keys',
  'provider-id': 'keys',
  'provider-info-length': 'keys',
  'provider-info': 'keys',
  'wrapped-key-length': 'keys',
  'wrapped-key': 'keys',
  'content-type': 'content',
  reserved: 'content',
  'iv-length': 'content',
  'frame-length': 'content',
  commitment: 'commitment',
  'header-iv': 'authentication',
  'header-tag': 'authentication',
};

export function groupOf(field: HeaderField): FieldGroup {
  return groups[field];
}
