import type { ReactElement } from 'react';
import type { FilesState } from '../../state/files.ts';
import type { PreferencesStore } from '../../state/preferences.ts';
import { AskWhereSwitch } from '../ask-where-switch.tsx';
import { PictureIcon, ReloadIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import type { Messages } from '../messages/shape.ts';
import { PushButton } from '../push-button.tsx';

/** How much is in the list, and how it is opened and read again. */
export function ListHead(props: {
  readonly state: FilesState;
  /** lines that are shown */
  readonly shown: number;
  readonly onRefresh: () => void;
  readonly onThumbnails: () => void;
  readonly preferences: PreferencesStore;
}): ReactElement {
  const { state, shown, onRefresh, onThumbnails, preferences } = props;
  const { files: text } = useMessages();
  return (
    <>
      <output className="soft">{countOf(state, shown, text)}</output>
      <AskWhereSwitch preferences={preferences} />
      <PushButton look="quiet" size="small" label={text.thumbnails} onPress={onThumbnails}>
        <PictureIcon />
      </PushButton>
      <PushButton
        look="quiet"
        size="small"
        label={text.refresh}
        isDisabled={state.view.status !== 'ready'}
        onPress={onRefresh}
      >
        <ReloadIcon />
      </PushButton>
    </>
  );
}

function countOf({ view }: FilesState, shown: number, text: Messages['files']): string | null {
  if (view.status !== 'ready') return null;
  const { folders, files, rest } = view;
  // Fewer lines than there is: they are what was looked for.
  if (shown < folders.length + files.length) return text.found(shown);
  return rest.status === 'none'
    ? text.count(folders.length, files.length)
    : text.countSoFar(folders.length, files.length);
}
