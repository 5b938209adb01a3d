import { useState, type ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Label } from 'react-aria-components/Label';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { DropOverlay } from '../drop/drop-overlay.tsx';
import { DropIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';

/** How a message comes to be inspected: dropped anywhere, chosen, or pasted as base64. */
export function MessageChoice(props: {
  readonly isOver: boolean;
  readonly onFile: (file: File) => void;
}): ReactElement {
  const { isOver, onFile } = props;
  const { inspection } = useMessages();
  const text = inspection.screen;
  return (
    <>
      <section className="drop-area" aria-label={text.choose}>
        <DropIcon />
        <div className="drop-words">
          <p className="drop-title">{text.dropTitle}</p>
          <p className="soft">{text.dropText}</p>
        </div>
        <div className="drop-choices">
          <FileTrigger
            aria-label={text.choose}
            onSelect={(chosen) => {
              const file = chosen?.item(0);
              if (file !== null && file !== undefined) onFile(file);
            }}
          >
            <PushButton look="primary">{text.choose}</PushButton>
          </FileTrigger>
        </div>
        {isOver ? <DropOverlay title={text.overlay} text={text.overlayText} /> : null}
      </section>
      <PastedText onFile={onFile} />
      <ul className="inspect-about">
        {text.about.map(({ title, text: words }) => (
          <li key={title}>
            <h3>{title}</h3>
            <p className="soft">{words}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

function PastedText({ onFile }: { readonly onFile: (file: File) => void }): ReactElement {
  const { inspection } = useMessages();
  const text = inspection.screen;
  const [pasted, setPasted] = useState('');
  return (
    <details className="pasted">
      <summary>{text.paste}</summary>
      <TextField className="text-field" value={pasted} onChange={setPasted}>
        <Label>{text.pasteLabel}</Label>
        <TextArea rows={5} spellCheck="false" autoComplete="off" />
      </TextField>
      <PushButton
        isDisabled={pasted.trim() === ''}
        onPress={() => onFile(new File([pasted], text.pasted, { type: 'text/plain' }))}
      >
        {text.pasteLook}
      </PushButton>
    </details>
  );
}
