import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { Transfer } from '../../state/transfer.ts';
import { useMessages } from '../messages/messages-context.ts';
import { announcementOf } from './announcement.ts';

/** Tells those who do not see the panel what was done, paused, or has to wait. */
export function TransferAnnouncer({ transfers }: { readonly transfers: readonly Transfer[] }): ReactElement {
  const { transfers: text } = useMessages();
  const before = useRef<readonly Transfer[]>([]);
  const [words, setWords] = useState('');

  useEffect(() => {
    const announced = announcementOf(before.current, transfers, text);
    before.current = transfers;
    if (announced !== null) setWords(announced);
  }, [transfers, text]);

  return (
    <output className="visually-hidden" aria-live="polite">
      {words}
    </output>
  );
}
