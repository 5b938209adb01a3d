import { useId, useState, type ReactElement } from 'react';
import { AppError, type ErrorData } from '../../../errors.ts';
import type { PreferencesStore } from '../../../state/preferences.ts';
import type { AppServices } from '../../app-services.ts';
import { ErrorNotice } from '../../error-notice.tsx';
import { useMessages } from '../../messages/messages-context.ts';
import { ModalDialog } from '../../modal-dialog.tsx';
import { PushButton } from '../../push-button.tsx';
import { useStore } from '../../use-store.ts';

/** Whether pictures are shown small in the list, and what that costs. What was kept goes when it is turned off. */
export default function ThumbnailsDialog(props: {
  readonly preferences: PreferencesStore;
  readonly thumbnails: AppServices['thumbnails'];
  readonly onClose: () => void;
}): ReactElement {
  const { preferences, thumbnails, onClose } = props;
  const { close, files: text } = useMessages();
  const { thumbnails: isOn } = useStore(preferences);
  const [titleId, aboutId] = [useId(), useId()];
  const [failure, setFailure] = useState<ErrorData | null>(null);
  const change = async (on: boolean): Promise<void> => {
    setFailure(null);
    preferences.setThumbnails(on);
    if (on) return;
    try {
      await (await thumbnails()).forget();
    } catch (thrown) {
      setFailure(AppError.from(thrown).toData());
    }
  };
  return (
    <ModalDialog shape="card" labelledBy={titleId} onClose={onClose}>
      <h2 id={titleId}>{text.thumbnails}</h2>
      <label className="switch">
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          aria-checked={isOn}
          aria-describedby={aboutId}
          onChange={(event) => void change(event.currentTarget.checked)}
        />
        {text.thumbnailsOn}
      </label>
      <p id={aboutId} className="soft">
        {text.thumbnailsCost}
      </p>
      {failure === null ? null : <ErrorNotice error={failure} />}
      <div className="dialog-actions">
        <PushButton onPress={onClose}>{close}</PushButton>
      </div>
    </ModalDialog>
  );
}
