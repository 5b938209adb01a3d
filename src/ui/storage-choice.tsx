import { useId, type ReactElement } from 'react';
import type { PreferencesStore } from '../state/preferences.ts';
import type { AppServices } from './app-services.ts';
import { useMessages } from './messages/messages-context.ts';
import { useStore } from './use-store.ts';

/** What the store's own encryption should be for the next uploads. Only where there is something to choose. */
export function StorageChoice(props: {
  readonly preferences: PreferencesStore;
  readonly choices: AppServices['storageChoices'];
}): ReactElement | null {
  const { preferences, choices } = props;
  const { kinds, usual } = choices;
  const { storageEncryption: preferred } = useStore(preferences);
  const { storage: text } = useMessages();
  const aboutId = useId();
  if (kinds.length < 2) return null;
  const chosen = kinds.find((kind) => kind === preferred) ?? usual;
  return (
    <div className="storage-choice">
      <label>
        {text.label}
        <select
          value={chosen}
          aria-describedby={aboutId}
          onChange={(event) => preferences.setStorageEncryption(event.currentTarget.value)}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {text.kinds[kind]}
            </option>
          ))}
        </select>
      </label>
      <span id={aboutId}>{text.about[chosen]}</span>
    </div>
  );
}
