/** The parts of the inspection panel, in their order. */
export const sectionNames = [
  'chain',
  'message',
  'context',
  'wrappedKeys',
  'bytes',
  'frames',
  'verify',
  'kmsKey',
  'storage',
  'limits',
  'flip',
] as const;

export type SectionName = (typeof sectionNames)[number];
