import type { ReactElement } from 'react';
import type { Connection } from '../state/connection.ts';
import type { ReadableStore } from '../state/store.ts';
import { useStore } from './use-store.ts';

/** Says that there is no connection, for as long as there is none. Its place is there before, so that screen readers hear of it. */
export function OfflineNotice(props: {
  readonly connection: ReadableStore<Connection>;
  readonly words: string;
}): ReactElement {
  const { connection, words } = props;
  const isOffline = useStore(connection) === 'offline';
  return (
    <output className="offline">{isOffline ? <p className="notice notice-plain">{words}</p> : null}</output>
  );
}
