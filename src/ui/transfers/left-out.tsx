import type { ReactElement } from 'react';
import type { LeftOut } from '../../state/transfer.ts';
import { visibleName } from '../format/visible-name.ts';
import { useMessages } from '../messages/messages-context.ts';

/** Lines that are shown of many; the archive itself lists all. */
const limit = 30;

/** What an archive was opened without, and why. */
export function LeftOutFiles({ files }: { readonly files: readonly LeftOut[] }): ReactElement | null {
  const { describeError, transfers: text } = useMessages();
  if (files.length === 0) return null;
  return (
    <details className="transfer-facts" open>
      <summary>{text.leftOut(files.length)}</summary>
      <ul>
        {files.slice(0, limit).map(({ path, code }) => (
          <li key={path.join('/')}>
            {visibleName(path.join('/'))}: {describeError({ code, message: '', details: {} }).title}
          </li>
        ))}
        {files.length > limit ? <li>{text.hidden(files.length - limit)}</li> : null}
      </ul>
    </details>
  );
}
