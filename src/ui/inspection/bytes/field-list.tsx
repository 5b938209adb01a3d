import type { ReactElement } from 'react';
import type { Anatomy } from '../../../inspect/anatomy.ts';
import { useMessages } from '../../messages/messages-context.ts';
import { SteppedList } from '../stepped-list.tsx';
import { groupOf } from './field-groups.ts';
import { fieldName, fieldValue } from './field-words.ts';

const pageSize = 50;
/** Characters or bytes of a value in the list; the whole of it is shown beside. */
const shownValue = 48;

/** The fields in the order of their bytes. */
export function FieldList(props: {
  readonly anatomy: Anatomy;
  readonly current: number;
  readonly onCurrent: (field: number) => void;
  readonly onHover: (field: number | null) => void;
}): ReactElement {
  const { anatomy, current, onCurrent, onHover } = props;
  const { inspection } = useMessages();
  const text = inspection.bytes;
  return (
    <SteppedList
      label={text.fieldList}
      count={anatomy.fields.length}
      pageSize={pageSize}
      current={current}
      onCurrent={onCurrent}
      onHover={onHover}
      renderItem={(index) => {
        const place = anatomy.fields[index];
        if (place === undefined) return null;
        const value = fieldValue(place, anatomy, shownValue);
        return (
          <>
            <span className="swatch" data-group={groupOf(place.field)} aria-hidden="true" />
            <span className="field-name">{fieldName(place, text)}</span>
            <span className="field-place soft figure">{text.place(place.offset, place.length)}</span>
            <code className="field-value">
              <bdi>{value === '' ? text.empty : value}</bdi>
            </code>
          </>
        );
      }}
    />
  );
}
