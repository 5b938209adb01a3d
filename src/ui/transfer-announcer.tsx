import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { Transfer } from '../state/transfers.ts';
import { visibleName } from './format/visible-name.ts';
import { useMessages } from './messages/messages-context.ts';

/** Tells those who do not see the panel what was done, one sentence for all that ended at the same time. */
export function TransferAnnouncer({ transfers }: { readonly transfers: readonly Transfer[] }): ReactElement {
  const { transfers: text } = useMessages();
  const known = useRef<ReadonlySet<string>>(new Set());
  const [words, setWords] = useState('');

  useEffect(() => {
    const done = transfers.filter((transfer) => transfer.phase.status === 'done');
    const fresh = done.filter((transfer) => !known.current.has(transfer.id));
    known.current = new Set(done.map((transfer) => transfer.id));
    const [first] = fresh;
    if (first === undefined) return;
    const sealed = fresh.filter((transfer) => transfer.kind === 'seal').length;
    if (fresh.length > 1) setWords(text.announceMany(sealed, fresh.length - sealed));
    else if (first.kind === 'seal') setWords(text.announceSealed(visibleName(first.name)));
    else setWords(text.announceOpened(visibleName(first.name)));
  }, [transfers, text]);

  return (
    <output className="visually-hidden" aria-live="polite">
      {words}
    </output>
  );
}
