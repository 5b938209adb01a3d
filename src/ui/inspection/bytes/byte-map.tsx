import { useState, type ReactElement } from 'react';
import { FactSection } from '../../facts.tsx';
import type { Anatomy } from '../../../inspect/anatomy.ts';
import { useMessages } from '../../messages/messages-context.ts';
import { ByteGrid } from './byte-grid.tsx';
import { fieldAt } from './byte-rows.ts';
import { FieldDetail } from './field-detail.tsx';
import { FieldList } from './field-list.tsx';
import { fieldGroups } from './field-groups.ts';
import { selectByte, selectField, type ByteSelection } from './selection.ts';

/** The header byte by byte: fields, bytes and meaning, tied to each other by pointer and by keyboard. */
export function ByteMap(props: {
  readonly anatomy: Anatomy;
  /** bytes of the whole header; null where it is cut or broken */
  readonly headerLength: number | null;
  readonly selection: ByteSelection;
  readonly onSelect: (selection: ByteSelection) => void;
}): ReactElement {
  const { anatomy, headerLength, selection, onSelect } = props;
  const { inspection } = useMessages();
  const text = inspection.bytes;
  const [hovered, setHovered] = useState<number | null>(null);
  const { bytes, fields } = anatomy;
  // What was chosen last is shown, wherever the pointer rests.
  const select = (next: ByteSelection) => {
    setHovered(null);
    onSelect(next);
  };
  const shown = hovered ?? selection.field;
  const place = shown === null ? undefined : fields[shown];
  if (fields.length === 0) {
    return (
      <FactSection id="bytes" title={text.title}>
        <p className="soft">{text.none}</p>
      </FactSection>
    );
  }
  return (
    <FactSection id="bytes" title={text.title} about={text.about}>
      {headerLength === null ? <p className="notice notice-plain">{text.cut(bytes.length)}</p> : null}
      {headerLength !== null && headerLength > bytes.length ? (
        <p className="notice notice-plain">{text.partly(bytes.length, headerLength)}</p>
      ) : null}
      <Legend />
      <div className="byte-map">
        <ByteGrid
          anatomy={anatomy}
          cursor={selection.offset}
          lit={place === undefined ? null : { from: place.offset, to: place.offset + place.length }}
          onCursor={(offset) => select(selectByte(fields, offset))}
          onHover={(offset) => setHovered(offset === null ? null : fieldAt(fields, offset))}
        />
        <FieldList
          anatomy={anatomy}
          current={selection.field ?? fields.length - 1}
          onCurrent={(field) => select(selectField(fields, field))}
          onHover={setHovered}
        />
      </div>
      <FieldDetail anatomy={anatomy} field={shown} cursor={selection.offset} />
    </FactSection>
  );
}

function Legend(): ReactElement {
  const { inspection } = useMessages();
  const text = inspection.bytes;
  return (
    <ul className="legend" aria-label={text.legend}>
      {fieldGroups.map((group) => (
        <li key={group}>
          <span className="swatch" data-group={group} aria-hidden="true" />
          {text.groups[group]}
        </li>
      ))}
    </ul>
  );
}
