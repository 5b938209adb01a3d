import type { Inspection } from '../../inspect/inspection.ts';

/** How much of what the format allows a message uses. */
export interface Limit {
  readonly name: 'frames' | 'bytes' | 'context';
  readonly used: number;
  readonly most: number;
}

/** Sequence numbers are 32 bits and start at 1 (specification: data-format/message-body.md). */
const mostFrames = 0xffff_ffff;
/** Bytes, serialized: what every implementation of the format accepts. */
const mostContext = 32_767;

/** The limits in force for a readable message; those whose use cannot be known are left out. */
export function limitsOf({ message, frames }: Inspection): readonly Limit[] {
  if (message === null) return [];
  return [
    ...(frames === null
      ? []
      : [
          { name: 'frames', used: frames.count, most: mostFrames } as const,
          {
            name: 'bytes',
            used: (frames.count - 1) * frames.frameLength + frames.finalLength,
            most: mostFrames * frames.frameLength,
          } as const,
        ]),
    { name: 'context', used: serializedLength(message.context), most: mostContext },
  ];
}

/** Bytes as the header holds it: u16 count, u16 lengths. */
function serializedLength(context: readonly (readonly [string, string])[]): number {
  const encoder = new TextEncoder();
  const text = context.reduce(
    (sum, [name, value]) => sum + encoder.encode(name).length + encoder.encode(value).length,
    0,
  );
  return context.length === 0 ? 0 : 2 + 4 * context.length + text;
}
