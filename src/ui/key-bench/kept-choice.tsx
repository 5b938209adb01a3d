import { useEffect, type ReactElement } from 'react';
import type { ReadableStore } from '../../state/store.ts';
import type { Task, TaskState } from '../../state/task.ts';
import type { KeptDocument } from '../../state/workbench.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { visibleName } from '../format/visible-name.ts';
import { useBenchMessages } from './bench-messages.ts';
import { OneOfMany } from './choice-fields.tsx';
import { useTask } from './use-task.ts';

interface KeptList {
  readonly documents: readonly KeptDocument[];
  readonly hasMore: boolean;
}

/** The documents of one kind that are kept in the store, one of which may be chosen; `''` is none. */
export function KeptChoice<Kind extends string>(props: {
  readonly kind: Kind;
  readonly list: Task<{ kind: Kind }, KeptList>;
  /** the list is read again when this has made another */
  readonly maker: ReadableStore<TaskState<unknown>>;
  readonly value: string;
  readonly onChange: (key: string) => void;
}): ReactElement | null {
  const { kind, list, maker, value, onChange } = props;
  const { field, secret } = useBenchMessages();
  const state = useTask(list);
  useEffect(() => {
    list.run({ kind });
    return maker.subscribe(() => {
      if (maker.get().status === 'done') list.run({ kind });
    });
  }, [list, kind, maker]);
  if (state.status === 'failed') return <ErrorNotice error={state.error} />;
  const { documents, hasMore } = state.status === 'done' ? state.output : { documents: [], hasMore: false };
  if (documents.length === 0 && value === '') return null;
  return (
    <>
      <OneOfMany
        label={field.kept}
        value={value}
        none={field.pasteInstead}
        options={documents.map(({ key, name }) => ({ value: key, words: visibleName(name) }))}
        onChange={onChange}
      />
      {hasMore ? <p className="soft">{secret.keptMore}</p> : null}
    </>
  );
}
