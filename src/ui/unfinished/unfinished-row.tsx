import { memo, type ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { InterruptedRow, InterruptedStore } from '../../state/interrupted.ts';
import { FileName } from '../file-name.tsx';
import { formatDate, formatSize } from '../format/quantities.ts';
import { visibleName } from '../format/visible-name.ts';
import { LockIcon, OpenIcon } from '../icons.tsx';
import type { Messages } from '../messages/shape.ts';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { RowProblem } from './row-problem.tsx';

interface RowProps {
  readonly row: InterruptedRow;
  readonly interrupted: InterruptedStore;
}

/** A transfer that an earlier page did not end: how far it came, when, and what it needs. */
export const UnfinishedRow = memo(function UnfinishedRow({ row, interrupted }: RowProps): ReactElement {
  const { locale, transfers: kinds, unfinished: text } = useMessages();
  const moved = formatSize(row.moved, locale);
  const total = formatSize(row.size, locale);
  const asks = !row.inOtherTab && !row.working && (row.needsFile || row.handle !== null);
  const date = formatDate(new Date(row.createdAt).toISOString(), locale) ?? text.noDate;
  return (
    <li className="unfinished-row">
      <span className="transfer-kind">
        {row.kind === 'seal' ? <LockIcon /> : <OpenIcon />}
        <span className="visually-hidden">{row.kind === 'seal' ? kinds.sealing : kinds.opening}</span>
      </span>
      <div className="unfinished-name">
        <FileName name={row.name} />
      </div>
      <p className="unfinished-facts figure">
        <span>{row.kind === 'seal' ? text.sealStopped(moved, total) : text.openStopped(moved, total)}</span>
        <span>{text.begun(date)}</span>
      </p>
      <p className="unfinished-needs" data-asks={asks}>
        {needsOf(row, text)}
      </p>
      {row.inOtherTab ? null : <Actions row={row} interrupted={interrupted} />}
      <RowProblem problem={row.problem} />
    </li>
  );
});

function needsOf(row: InterruptedRow, text: Messages['unfinished']): string {
  if (row.inOtherTab) return text.inOtherTab;
  if (row.working) return text.working;
  if (row.needsFile) return text.needsFile;
  return row.handle === null ? text.ready : text.needsPermission;
}

/** With an input of its own for the file: choosing it works alike in every browser. */
function Actions({ row, interrupted }: RowProps): ReactElement {
  const { unfinished: text } = useMessages();
  const name = visibleName(row.name);
  const { record } = row;
  return (
    <div className="unfinished-actions">
      {row.needsFile ? (
        <FileTrigger
          aria-label={text.chooseNamed(name)}
          onSelect={(chosen) => {
            const file = chosen?.[0];
            if (file !== undefined) interrupted.resumeWith(record, file);
          }}
        >
          <PushButton size="small" label={text.chooseNamed(name)}>
            {text.choose}
          </PushButton>
        </FileTrigger>
      ) : (
        <PushButton size="small" label={text.resumeNamed(name)} onPress={() => interrupted.resume(record)}>
          {text.resume}
        </PushButton>
      )}
      <PushButton
        look="quiet"
        size="small"
        label={text.discardNamed(name)}
        onPress={() => interrupted.discard(record)}
      >
        {text.discard}
      </PushButton>
    </div>
  );
}
