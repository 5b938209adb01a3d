import { Suspense, useDeferredValue, useId, useMemo, useState, type ReactElement } from 'react';
import type { FilesState, FilesStore, FolderView, StoredFile } from '../../state/files.ts';
import type { FilingStore } from '../../state/filing.ts';
import type { OpeningsStore } from '../../state/openings.ts';
import type { PreferencesStore } from '../../state/preferences.ts';
import type { StorageUse } from '../../state/storage-use.ts';
import type { AppServices } from '../app-services.ts';
import { EmptySteps } from '../empty-steps.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import { visibleName } from '../format/visible-name.ts';
import { late } from '../late.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { useStore } from '../use-store.ts';
import { arrange, usualArrangement, type Arrangement, type Entry, type SortKey } from './entries.ts';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { EntryDialogs, type Question } from './entry-dialogs.tsx';
import type { EntryAct, MenuPlace } from './entry-menu.tsx';
import { FilingNotice } from './filing-notice.tsx';
import { OpeningNotice } from './opening-notice.tsx';
import { archiveName, movesInto, selectionOf } from './filing-plans.ts';
import { FileGrid } from './file-grid.tsx';
import { addressOfFolder } from './folder-address.ts';
import { ListHead } from './list-head.tsx';
import { ListTools } from './list-tools.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useMoveDrag } from './use-move-drag.ts';
import { useThumbnails } from './use-thumbnails.ts';
import { useSelection } from './use-selection.ts';

export interface FileActions {
  readonly onOpen: (file: StoredFile) => void;
  readonly onInspect: (file: StoredFile) => void;
  readonly onView: (file: StoredFile) => void;
}

/** What is stored in the folder that the address names, and what can be done with it. */
export function FileList(
  props: FileActions & {
    readonly files: FilesStore;
    readonly filing: FilingStore;
    readonly storageUse: StorageUse;
    readonly openings: OpeningsStore;
    readonly preferences: PreferencesStore;
    readonly thumbnails: AppServices['thumbnails'];
  },
): ReactElement {
  const { files, filing, storageUse, openings, preferences, thumbnails, onOpen, onInspect, onView } = props;
  const state = useStore(files);
  const { folder, view } = state;
  const { locale, files: text } = useMessages();
  const titleId = useId();
  const [arrangement, setArrangement] = useState(usualArrangement);
  // What was looked for in one folder is not looked for in the next.
  const [finding, setFinding] = useState({ folder, find: '' });
  const find = finding.folder === folder ? finding.find : '';
  const { by, descending } = arrangement;
  const entries = useEntries(view, { by, descending, find: useDeferredValue(find) }, locale);
  const pictures = useThumbnails(preferences, thumbnails);
  const [question, setQuestion] = useState<Question | null>(null);
  const [menu, setMenu] = useState<{ readonly entries: readonly Entry[]; readonly place: MenuPlace } | null>(
    null,
  );

  const open = (entry: Entry): void => {
    if (entry.kind === 'folder') location.hash = addressOfFolder(entry.folder.path);
    else onOpen(entry.file);
  };
  const openMenu = (about: readonly Entry[], at: Element): void => {
    const { left, bottom } = at.getBoundingClientRect();
    setMenu({ entries: about, place: { x: left, y: bottom } });
  };
  const list = useSelection(folder, entries, locale, {
    onOpen: open,
    onUp: () => goUp(folder),
    onRename: (entry) => setQuestion({ about: 'rename', entry }),
    onRemove: (about) => setQuestion({ about: 'remove', entries: about }),
    onMenu: openMenu,
  });
  const act = (asked: EntryAct, about: readonly Entry[]): void => {
    const [first] = about;
    if (first === undefined) return;
    if (asked === 'open') about.forEach(open);
    else if (asked === 'into') openings.intoDirectory(selectionOf(about));
    else if (asked === 'archive')
      openings.intoArchive(selectionOf(about), archiveName(about, folder) ?? text.archiveName);
    else if (asked === 'move' || asked === 'remove') setQuestion({ about: asked, entries: about });
    else if (asked === 'rename') setQuestion({ about: 'rename', entry: first });
    else if (first.kind === 'file' && asked === 'versions') setQuestion({ about: 'versions', entry: first });
    else if (first.kind === 'file' && asked === 'view') onView(first.file);
    else if (first.kind === 'file') onInspect(first.file);
  };

  const drag = useMoveDrag({
    folder,
    entries,
    chosen: list.chosen,
    describe: ([only, ...more]) =>
      only !== undefined && more.length === 0 ? visibleName(only.name) : text.selected(1 + more.length, null),
    onMove: (dragged, to) => filing.move(movesInto(dragged, folder, to), 'leave'),
  });

  return (
    <section className="file-list" aria-labelledby={titleId} {...drag.handlers}>
      <div className="section-head">
        {/* What is done with a selection wants its room: a second line would push the list down. */}
        <h2 id={titleId} className={list.chosen.length > 0 ? 'visually-hidden' : undefined}>
          {text.label}
        </h2>
        {list.chosen.length > 0 ? (
          <SelectionBar list={list} ways={waysOf(openings)} onAct={act} />
        ) : (
          <ListHead
            state={state}
            shown={entries.length}
            onRefresh={files.refresh}
            onThumbnails={() => setQuestion({ about: 'thumbnails' })}
            preferences={preferences}
          />
        )}
      </div>
      <div className="list-place">
        <Breadcrumbs folder={folder} dropOn={drag.over} />
        <ListTools
          find={find}
          onFind={(words) => setFinding({ folder, find: words })}
          onNewFolder={() => setQuestion({ about: 'new-folder' })}
          onStorageUse={() => setQuestion({ about: 'storage-use' })}
        />
      </div>
      <ListBody
        state={state}
        find={find}
        isEmpty={entries.length === 0}
        onRetry={() => (view.status === 'ready' ? files.refresh() : files.enter(folder))}
      >
        <FileGrid
          list={list}
          arrangement={arrangement}
          added={view.status === 'ready' ? view.added : noneAdded}
          dropOn={drag.over}
          thumbnails={pictures}
          onSort={(chosen) => setArrangement((now) => sortedBy(now, chosen))}
          onOpen={open}
          onInspect={onInspect}
          onMenu={(entry, place) => setMenu({ entries: list.takeIn(entry), place })}
        />
      </ListBody>
      {menu === null ? null : (
        <Suspense>
          <EntryMenu
            {...menu}
            ways={waysOf(openings)}
            onAct={(asked) => act(asked, menu.entries)}
            onClose={() => {
              setMenu(null);
              list.focus();
            }}
          />
        </Suspense>
      )}
      {question === null ? null : (
        <EntryDialogs
          question={question}
          folder={folder}
          files={files}
          filing={filing}
          storageUse={storageUse}
          preferences={preferences}
          thumbnails={thumbnails}
          onClose={() => setQuestion(null)}
        />
      )}
      <div className="notices">
        <OpeningNotice openings={openings} />
        <FilingNotice filing={filing} />
      </div>
    </section>
  );
}

const EntryMenu = late(() => import('./entry-menu.tsx'));

/** How many can be opened at once here. */
function waysOf({ canChooseDirectory }: OpeningsStore): readonly EntryAct[] {
  return canChooseDirectory ? ['into', 'archive'] : ['archive'];
}

const noneAdded: ReadonlySet<string> = new Set();

function useEntries(
  view: FolderView,
  { by, descending, find }: Arrangement,
  locale: string,
): readonly Entry[] {
  const ready = view.status === 'ready' ? view : null;
  const folders = ready?.folders;
  const files = ready?.files;
  return useMemo(
    () => arrange(folders ?? [], files ?? [], { by, descending, find }, locale),
    [folders, files, by, descending, find, locale],
  );
}

function sortedBy(now: Arrangement, by: SortKey): Arrangement {
  // Names begin with the first, sizes and dates with the greatest.
  return now.by === by ? { ...now, descending: !now.descending } : { ...now, by, descending: by !== 'name' };
}

function goUp(folder: string): void {
  if (folder !== '')
    location.hash = addressOfFolder(folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1));
}

function ListBody(props: {
  readonly state: FilesState;
  readonly find: string;
  readonly isEmpty: boolean;
  readonly onRetry: () => void;
  readonly children: ReactElement;
}): ReactElement {
  const { state, find, isEmpty, onRetry, children } = props;
  const { folder, view } = state;
  const { tryAgain, files: text } = useMessages();
  if (view.status === 'idle' || view.status === 'loading') return <ListSkeleton />;
  const again = <PushButton onPress={onRetry}>{tryAgain}</PushButton>;
  if (view.status === 'failed') return <ErrorNotice error={view.error} actions={again} />;
  const isWhole = view.rest.status === 'none';
  if (isEmpty && isWhole) {
    if (find.trim() !== '') return <p className="empty soft">{text.nothingFound(find.trim())}</p>;
    return folder === '' ? (
      <EmptySteps title={text.emptyTitle} steps={text.emptySteps} />
    ) : (
      <EmptySteps title={text.emptyFolderTitle} steps={text.emptyFolderSteps} />
    );
  }
  return (
    <>
      {children}
      {view.rest.status === 'failed' ? <ErrorNotice error={view.rest.error} actions={again} /> : null}
    </>
  );
}
