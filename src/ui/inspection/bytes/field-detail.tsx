import type { ReactElement } from 'react';
import type { Anatomy } from '../../../inspect/anatomy.ts';
import { CopyButton } from '../../copy-button.tsx';
import { useMessages } from '../../messages/messages-context.ts';
import { groupOf } from './field-groups.ts';
import { fieldName, fieldValue } from './field-words.ts';

/** Characters or bytes of a value that are shown; all of it can be copied. */
const shownValue = 512;

/** What one field is, where it lies and what it says; and the byte under the cursor. */
export function FieldDetail(props: {
  readonly anatomy: Anatomy;
  /** null: the bytes after what could be read */
  readonly field: number | null;
  readonly cursor: number;
}): ReactElement {
  const { anatomy, field, cursor } = props;
  const { inspection } = useMessages();
  const text = inspection.bytes;
  const place = field === null ? undefined : anatomy.fields[field];
  const byte = anatomy.bytes[cursor];
  return (
    <div className="field-detail">
      {place === undefined ? null : (
        <>
          <p className="field-detail-name">
            <span className="swatch" data-group={groupOf(place.field)} aria-hidden="true" />
            {fieldName(place, text)}
            <span className="soft figure">
              {text.groups[groupOf(place.field)]}, {text.place(place.offset, place.length)},{' '}
              {text.length(place.length)}
            </span>
          </p>
          <p>{text.fields[place.field].meaning}</p>
          <p className="field-detail-value">
            <code>
              <bdi>{fieldValue(place, anatomy, shownValue) || text.empty}</bdi>
            </code>
            <CopyButton
              what={fieldName(place, text)}
              value={place.value ?? fieldValue(place, anatomy, place.length)}
            />
          </p>
        </>
      )}
      <output className="byte-readout soft figure">
        {byte === undefined ? '' : text.byte(cursor, byte.toString(16).padStart(2, '0'), byte)}
      </output>
    </div>
  );
}
