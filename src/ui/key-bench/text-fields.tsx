import type { ReactElement } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly about?: string;
}

/** A text of several lines. What is typed here is of no interest to spelling services, which may send it elsewhere. */
export function LongField(
  props: FieldProps & {
    readonly look?: 'code';
    readonly isInvalid?: boolean;
    readonly isDisabled?: boolean;
  },
): ReactElement {
  const { label, value, onChange, about, look, isInvalid = false, isDisabled = false } = props;
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={isInvalid}
      isDisabled={isDisabled}
    >
      <Label>{label}</Label>
      <TextArea
        rows={5}
        spellCheck="false"
        autoComplete="off"
        className={look === 'code' ? 'field-input field-code' : 'field-input'}
      />
      {about === undefined ? null : <Text slot="description">{about}</Text>}
    </TextField>
  );
}

/** A text of one line. */
export function ShortField({ label, value, onChange, about }: FieldProps): ReactElement {
  return (
    <TextField className="field" value={value} onChange={onChange}>
      <Label>{label}</Label>
      <Input className="field-input" spellCheck="false" autoComplete="off" />
      {about === undefined ? null : <Text slot="description">{about}</Text>}
    </TextField>
  );
}
