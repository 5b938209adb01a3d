import { useId, useState, type ReactElement } from 'react';
import { CopyButton } from '../copy-button.tsx';
import { PushButton } from '../push-button.tsx';
import { useBenchMessages } from './bench-messages.ts';

/** A text that was opened: out of sight until it is asked for, and cleared at will. */
export function HiddenText(props: { readonly text: string; readonly onClear: () => void }): ReactElement {
  const { text, onClear } = props;
  const { field } = useBenchMessages();
  const [isShown, setShown] = useState(false);
  const labelId = useId();
  return (
    <div className="given-text hidden-text">
      <div className="given-head">
        <p id={labelId}>{field.result}</p>
        <CopyButton what={field.result} value={text} />
        <PushButton size="small" onPress={() => setShown(!isShown)}>
          {isShown ? field.hide : field.show}
        </PushButton>
        <PushButton size="small" onPress={onClear}>
          {field.clear}
        </PushButton>
      </div>
      {isShown ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and so must take the keyboard
        <section tabIndex={0} aria-labelledby={labelId}>
          <pre>
            <bdi>{text}</bdi>
          </pre>
        </section>
      ) : (
        <p className="soft hidden-words">{field.hidden}</p>
      )}
    </div>
  );
}
