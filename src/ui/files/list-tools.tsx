import type { ReactElement } from 'react';
import { NewFolderIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';

/** What is done with a folder while nothing in it is selected. */
export function ListTools(props: {
  readonly find: string;
  readonly onFind: (find: string) => void;
  readonly onNewFolder: () => void;
  readonly onStorageUse: () => void;
}): ReactElement {
  const { find, onFind, onNewFolder, onStorageUse } = props;
  const { files: text } = useMessages();
  return (
    <div className="list-tools">
      <PushButton look="quiet" size="small" onPress={onNewFolder}>
        <NewFolderIcon />
        {text.newFolder}
      </PushButton>
      <PushButton look="quiet" size="small" onPress={onStorageUse}>
        {text.storageUse}
      </PushButton>
      <input
        type="search"
        className="find"
        aria-label={text.find}
        placeholder={text.find}
        value={find}
        onChange={(event) => onFind(event.currentTarget.value)}
      />
    </div>
  );
}
