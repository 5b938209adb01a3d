import { memo, useState, type ReactElement } from 'react';
import type { PreferencesStore } from '../../state/preferences.ts';
import { useMessages } from '../messages/messages-context.ts';
import { useStore } from '../use-store.ts';
import { allowNotices, canNotify } from './end-notice.ts';

/** Whether the end of all transfers is told by a notice of the system. The browser is asked for leave within the click, and never otherwise. */
export const NoticeSwitch = memo(function NoticeSwitch({
  preferences,
}: {
  readonly preferences: PreferencesStore;
}): ReactElement | null {
  const { notifyEnd } = useStore(preferences);
  const { transfers: text } = useMessages();
  const [isRefused, setRefused] = useState(false);
  if (!canNotify()) return null;
  const isOn = notifyEnd && Notification.permission === 'granted';
  const change = async (wanted: boolean): Promise<void> => {
    const allowed = wanted && (await allowNotices());
    setRefused(wanted && !allowed);
    preferences.setNotifyEnd(allowed);
  };
  return (
    <div className="notice-switch">
      <label className="switch">
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          aria-checked={isOn}
          onChange={(event) => void change(event.currentTarget.checked)}
        />
        {text.notifyEnd}
      </label>
      <output>{isRefused ? text.noticesRefused : null}</output>
    </div>
  );
});
