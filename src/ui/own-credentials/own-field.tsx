import { useId, type ReactElement, type Ref } from 'react';

/**
 * One line that holds a credential. What is typed stays in the element alone, out of the page's state; no browser is asked to remember it,
 * to correct it or to look it up.
 */
export function OwnField(props: {
  readonly label: string;
  readonly about: string;
  readonly problem: string | null;
  readonly ref: Ref<HTMLInputElement>;
  readonly isSecret?: boolean;
  readonly isFixed?: boolean;
  readonly initial?: string;
}): ReactElement {
  const { label, about, problem, ref, isSecret = false, isFixed = false, initial = '' } = props;
  const id = useId();
  const words = problem ?? about;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={ref}
        type={isSecret ? 'password' : 'text'}
        className="field-input field-code"
        defaultValue={initial}
        readOnly={isFixed}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck="false"
        aria-invalid={problem !== null}
        aria-describedby={words === '' ? undefined : `${id}-about`}
      />
      {words === '' ? null : (
        <p id={`${id}-about`} className={problem === null ? 'field-about' : 'field-problem'}>
          {words}
        </p>
      )}
    </div>
  );
}
