import { useId, useRef, useState, type ReactElement } from 'react';
import { ownFields, readOwnEntry, shortKeyId, type OwnField } from '../../config/own-credentials.ts';
import type { ErrorData } from '../../errors.ts';
import type { SessionStore } from '../../state/session.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { ModalDialog } from '../modal-dialog.tsx';
import { PushButton } from '../push-button.tsx';
import { OwnField as Field } from './own-field.tsx';

export interface OwnCredentialsDialogProps {
  readonly session: Pick<SessionStore, 'bring'>;
  /** what stands there as the owner; `isFixed`: it stays, because work of theirs is under way */
  readonly owner: { readonly initial: string; readonly isFixed: boolean };
  readonly onClose: () => void;
  /** the credentials were taken */
  readonly onDone: () => void;
}

/** Asks for AWS credentials. The browser never sends the form, and the secret parts leave it the moment they were read. */
export function OwnCredentialsDialog(props: OwnCredentialsDialogProps): ReactElement {
  const { session, owner, onClose, onDone } = props;
  const { own: text } = useMessages();
  const form = useOwnForm(session, onDone);
  const titleId = useId();
  return (
    <ModalDialog shape="card" labelledBy={titleId} onClose={onClose}>
      <form
        className="own-form"
        autoComplete="off"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.submit();
        }}
      >
        <h2 id={titleId}>{text.title}</h2>
        <p>{text.lead}</p>
        {ownFields.map((field) => (
          <Field
            key={field}
            ref={(input) => form.hold(field, input)}
            label={text.fields[field].label}
            about={text.fields[field].about}
            problem={form.wrong.includes(field) ? text.wrong[field] : null}
            isSecret={isSecret(field)}
            isFixed={field === 'owner' && owner.isFixed}
            initial={field === 'owner' ? owner.initial : ''}
          />
        ))}
        {form.error === null ? null : <ErrorNotice error={form.error} />}
        <div className="dialog-actions">
          <PushButton onPress={onClose}>{text.cancel}</PushButton>
          <PushButton look="primary" submits isDisabled={form.isTrying}>
            {form.isTrying ? text.trying : text.enter}
          </PushButton>
        </div>
      </form>
    </ModalDialog>
  );
}

function isSecret(field: OwnField): boolean {
  return field === 'secretAccessKey' || field === 'sessionToken';
}

/** The form's inputs, read and emptied when it is submitted. */
function useOwnForm(session: Pick<SessionStore, 'bring'>, onDone: () => void) {
  const inputs = useRef(new Map<OwnField, HTMLInputElement>());
  const [wrong, setWrong] = useState<readonly OwnField[]>([]);
  const [error, setError] = useState<ErrorData | null>(null);
  const [isTrying, setTrying] = useState(false);
  const valueOf = (field: OwnField) => inputs.current.get(field)?.value ?? '';

  async function submit(): Promise<void> {
    if (isTrying) return;
    const entry = readOwnEntry({
      accessKeyId: valueOf('accessKeyId'),
      secretAccessKey: valueOf('secretAccessKey'),
      sessionToken: valueOf('sessionToken'),
      owner: valueOf('owner'),
    });
    setError(null);
    if ('length' in entry) {
      setWrong(entry);
      inputs.current.get(entry[0] ?? 'accessKeyId')?.focus();
      return;
    }
    const { owner, ...own } = entry;
    for (const [field, input] of inputs.current) if (isSecret(field)) input.value = '';
    setWrong([]);
    setTrying(true);
    const refused = await session.bring({ own, owner, name: shortKeyId(own.accessKeyId) });
    setTrying(false);
    if (refused === null) {
      onDone();
      return;
    }
    setError(refused);
    inputs.current.get('secretAccessKey')?.focus();
  }

  return {
    wrong,
    error,
    isTrying,
    submit,
    hold(field: OwnField, input: HTMLInputElement | null): void {
      if (input === null) inputs.current.delete(field);
      else inputs.current.set(field, input);
    },
  };
}
