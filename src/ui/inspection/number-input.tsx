import { useId, useState, type ReactElement } from 'react';

/**
 * A whole number between `min` and `max`; what is none is shown as wrong, and given up when the field is left.
 * The browser's own: react-aria's announces by `innerHTML`, which the page's Trusted Types refuse.
 */
export function NumberInput(props: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}): ReactElement {
  const { label, value, min, max, onChange } = props;
  const id = useId();
  // What was typed, as long as the number it was typed over, or has led to, still stands.
  const [draft, setDraft] = useState<{ readonly value: number; readonly text: string } | null>(null);
  const text = draft?.value === value ? draft.text : String(value);
  const isWrong = text.trim() === '' || !isWithin(Number(text), min, max);
  return (
    <div className="number-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        step={1}
        value={text}
        aria-invalid={isWrong}
        onChange={({ target }) => {
          const next = target.value.trim() === '' ? Number.NaN : Number(target.value);
          const isUsable = isWithin(next, min, max);
          setDraft({ value: isUsable ? next : value, text: target.value });
          if (isUsable) onChange(next);
        }}
        onBlur={() => setDraft(null)}
      />
    </div>
  );
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
