import { useId, type ReactElement } from 'react';
import { CopyButton } from '../copy-button.tsx';
import { PushButton } from '../push-button.tsx';
import { useBenchMessages } from './bench-messages.ts';

/** Characters shown; a message in base64 can have more than a million. */
const shown = 1600;

/** A text that is handed out: shown, copied, saved. */
export function GivenText(props: {
  readonly label: string;
  readonly text: string;
  readonly onSave: () => void;
}): ReactElement {
  const { label, text, onSave } = props;
  const { field } = useBenchMessages();
  const labelId = useId();
  return (
    <div className="given-text">
      <div className="given-head">
        <p id={labelId}>{label}</p>
        <CopyButton what={label} value={text} />
        <PushButton size="small" label={field.saveNamed(label)} onPress={onSave}>
          {field.save}
        </PushButton>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and so must take the keyboard */}
      <section tabIndex={0} aria-labelledby={labelId}>
        <pre>
          <code>{text.slice(0, shown)}</code>
        </pre>
      </section>
      {text.length > shown ? <p className="soft">{field.shortened(shown, text.length)}</p> : null}
    </div>
  );
}
