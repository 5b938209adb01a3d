import { useId, useState, type ReactElement } from 'react';
import { AppError, type ErrorData } from '../../errors.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { ModalDialog } from '../modal-dialog.tsx';
import { PushButton } from '../push-button.tsx';

/** Asks for a name, for what is new or what gets another one. It stays until the name was taken, and says why one was not. */
export function NameDialog(props: {
  readonly title: string;
  readonly label: string;
  readonly name: string;
  /** the part of the name that a person usually replaces: the extension stays */
  readonly replaced?: number;
  readonly submit: string;
  /** @throws AppError */
  readonly onSubmit: (name: string) => Promise<void>;
  readonly onClose: () => void;
}): ReactElement {
  const { title, label, replaced, submit, onSubmit, onClose } = props;
  const { cancel } = useMessages();
  const [name, setName] = useState(props.name);
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  const titleId = useId();

  async function perform(): Promise<void> {
    setWorking(true);
    setError(null);
    try {
      await onSubmit(name);
      onClose();
    } catch (thrown) {
      setError(AppError.from(thrown).toData());
      setWorking(false);
    }
  }

  return (
    <ModalDialog shape="card" labelledBy={titleId} onClose={onClose}>
      <form
        className="name-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!working && name.trim() !== '') void perform();
        }}
      >
        <h2 id={titleId}>{title}</h2>
        <label className="field">
          {label}
          <input
            type="text"
            className="field-input"
            spellCheck="false"
            autoComplete="off"
            value={name}
            ref={(input) => {
              if (input !== null && input.dataset['ready'] === undefined) {
                input.dataset['ready'] = '';
                input.focus();
                input.setSelectionRange(0, replaced ?? input.value.length);
              }
            }}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
        {error === null ? null : <ErrorNotice error={error} />}
        <div className="dialog-actions">
          <PushButton onPress={onClose}>{cancel}</PushButton>
          <PushButton look="primary" submits isDisabled={working || name.trim() === ''}>
            {submit}
          </PushButton>
        </div>
      </form>
    </ModalDialog>
  );
}
