import { useId, type ReactElement } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';

/** One of a few, all of them in sight. */
export function OneOfFew<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly words: string }[];
  readonly onChange: (value: Value) => void;
}): ReactElement {
  const { label, value, options, onChange } = props;
  return (
    <RadioGroup
      className="field"
      orientation="horizontal"
      value={value}
      onChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <Label>{label}</Label>
      <div className="segments">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="segment">
            {option.words}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

/** One of many, by the browser's own list. `value: ''` is none of them. */
export function OneOfMany(props: {
  readonly label: string;
  readonly value: string;
  readonly none: string;
  readonly options: readonly { readonly value: string; readonly words: string }[];
  readonly onChange: (value: string) => void;
}): ReactElement {
  const { label, value, none, options, onChange } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="field-input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{none}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
    </div>
  );
}
