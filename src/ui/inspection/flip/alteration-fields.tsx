import type { ReactElement } from 'react';
import type { Inspection } from '../../../inspect/inspection.ts';
import { useMessages } from '../../messages/messages-context.ts';
import { NumberInput } from '../number-input.tsx';
import type { Alteration } from './alterations.ts';

/** The numbers that the chosen alteration needs. */
export function AlterationFields(props: {
  readonly alteration: Alteration;
  readonly inspection: Inspection;
  readonly onChange: (alteration: Alteration) => void;
}): ReactElement | null {
  const { alteration, inspection, onChange } = props;
  const { inspection: panel } = useMessages();
  const text = panel.flip;
  const { anatomy, frames, size } = inspection;
  const frameCount = frames?.count ?? 1;
  switch (alteration.kind) {
    case 'header-byte':
      return (
        <NumberInput
          label={text.offset}
          value={alteration.offset}
          min={0}
          max={anatomy.bytes.length - 1}
          onChange={(offset) => onChange({ ...alteration, offset })}
        />
      );
    case 'ciphertext':
    case 'tag':
      return (
        <NumberInput
          label={text.frame}
          value={alteration.place}
          min={1}
          max={frameCount}
          onChange={(place) => onChange({ ...alteration, place })}
        />
      );
    case 'swap':
      return (
        <div className="number-fields">
          <NumberInput
            label={text.first}
            value={alteration.place}
            min={1}
            max={frameCount - 1}
            onChange={(place) => onChange({ ...alteration, place })}
          />
          <NumberInput
            label={text.second}
            value={alteration.other}
            min={1}
            max={frameCount - 1}
            onChange={(other) => onChange({ ...alteration, other })}
          />
        </div>
      );
    case 'cut':
      return (
        <NumberInput
          label={text.cutBytes}
          value={alteration.bytes}
          min={1}
          max={size - 1}
          onChange={(bytes) => onChange({ ...alteration, bytes })}
        />
      );
    case 'wrapped-key':
    case 'context':
    default:
      return null;
  }
}
