import type { ReactElement } from 'react';
import type { PreferencesStore } from '../state/preferences.ts';
import { useMessages } from './messages/messages-context.ts';
import { useStore } from './use-store.ts';

/** Whether the browser asks where large files go. Only where it can save to a chosen place at all. */
export function AskWhereSwitch({
  preferences,
}: {
  readonly preferences: PreferencesStore;
}): ReactElement | null {
  const { askWhere } = useStore(preferences);
  const { files: text } = useMessages();
  if (!('showSaveFilePicker' in window)) return null;
  return (
    <label className="switch">
      <input
        type="checkbox"
        role="switch"
        checked={askWhere}
        aria-checked={askWhere}
        onChange={(event) => preferences.setAskWhere(event.currentTarget.checked)}
      />
      {text.askWhere}
    </label>
  );
}
