import { memo, type ReactElement } from 'react';
import type { LeftoverRow as Leftover } from '../../state/interrupted.ts';
import { FileName } from '../file-name.tsx';
import { formatDate } from '../format/quantities.ts';
import { visibleName } from '../format/visible-name.ts';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { RowProblem } from './row-problem.tsx';

/** Parts of an upload of which this browser knows nothing but its name and age. */
export const LeftoverRow = memo(function LeftoverRow(props: {
  readonly row: Leftover;
  readonly onRemove: (uploadId: string) => void;
}): ReactElement {
  const { row, onRemove } = props;
  const { unfinished: text, locale } = useMessages();
  const date = (row.initiated === null ? null : formatDate(row.initiated, locale)) ?? text.noDate;
  return (
    <li className="leftover">
      <div className="unfinished-name">
        <FileName name={row.name} />
      </div>
      <p className="figure">{text.leftoverBegun(date)}</p>
      <div className="unfinished-actions">
        <PushButton
          look="quiet"
          size="small"
          label={text.removeNamed(visibleName(row.name))}
          onPress={() => onRemove(row.uploadId)}
        >
          {text.remove}
        </PushButton>
      </div>
      <RowProblem problem={row.problem} />
    </li>
  );
});
