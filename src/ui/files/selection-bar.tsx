import type { ReactElement } from 'react';
import { formatSize } from '../format/quantities.ts';
import { CrossIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import type { Entry } from './entries.ts';
import type { EntryAct } from './entry-menu.tsx';
import type { ListSelection } from './use-selection.ts';

/** What is selected and what can be done with it, in the place of how much there is. */
export function SelectionBar(props: {
  readonly list: ListSelection;
  /** ways to open many at once that this browser has */
  readonly ways: readonly EntryAct[];
  readonly onAct: (act: EntryAct, entries: readonly Entry[]) => void;
}): ReactElement {
  const { list, ways, onAct } = props;
  const { files: text, locale } = useMessages();
  const { chosen } = list;
  const files = chosen.flatMap((entry) => (entry.kind === 'file' ? [entry] : []));
  const size = files.reduce((sum, { file }) => sum + file.storedSize, 0);
  return (
    <>
      <output>{text.selected(chosen.length, files.length === 0 ? null : formatSize(size, locale))}</output>
      {files.length === 0 ? null : (
        <PushButton size="small" label={text.openSelected(files.length)} onPress={() => onAct('open', files)}>
          {text.open}
        </PushButton>
      )}
      {ways.map((way) => (
        <PushButton key={way} size="small" onPress={() => onAct(way, chosen)}>
          {text.acts[way]}
        </PushButton>
      ))}
      <PushButton look="quiet" size="small" onPress={() => onAct('move', chosen)}>
        {text.acts.move}
      </PushButton>
      <PushButton look="quiet" size="small" onPress={() => onAct('remove', chosen)}>
        {text.acts.remove}
      </PushButton>
      <PushButton look="quiet" size="small" label={text.clearSelection} onPress={list.none}>
        <CrossIcon />
      </PushButton>
    </>
  );
}
