import { useId, type ReactElement } from 'react';
import { FileName } from '../file-name.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { ModalDialog } from '../modal-dialog.tsx';
import { PushButton } from '../push-button.tsx';
import type { Entry } from './entries.ts';

/** Names that are shown one by one. */
const shownNames = 5;

/** Asks before anything is deleted, and says what becomes of it. */
export function RemoveDialog(props: {
  readonly entries: readonly Entry[];
  readonly onRemove: () => void;
  readonly onClose: () => void;
}): ReactElement {
  const { entries, onRemove, onClose } = props;
  const { cancel, files: text } = useMessages();
  const titleId = useId();
  const hasFolder = entries.some(({ kind }) => kind === 'folder');
  return (
    <ModalDialog shape="card" role="alertdialog" labelledBy={titleId} onClose={onClose}>
      <h2 id={titleId}>{text.removeTitle(entries.length)}</h2>
      <ul className="dialog-names">
        {entries.slice(0, shownNames).map((entry) => (
          <li key={entry.id}>
            <FileName name={entry.name} />
          </li>
        ))}
        {entries.length > shownNames ? <li>{text.andMore(entries.length - shownNames)}</li> : null}
      </ul>
      <p>{text.removeAdvice(hasFolder)}</p>
      <div className="dialog-actions">
        <PushButton onPress={onClose}>{cancel}</PushButton>
        <PushButton
          look="primary"
          onPress={() => {
            onRemove();
            onClose();
          }}
        >
          {text.acts.remove}
        </PushButton>
      </div>
    </ModalDialog>
  );
}
