import { memo, type ReactElement } from 'react';
import type { LineId } from '../../state/plan-order.ts';
import type { Transfer } from '../../state/transfer.ts';
import { FileName } from '../file-name.tsx';
import { AlertIcon, CheckIcon, DashIcon, LockIcon, OpenIcon, PauseIcon, WaitIcon } from '../icons.tsx';
import { visibleName } from '../format/visible-name.ts';
import { useMessages } from '../messages/messages-context.ts';
import { ChangedNames } from './changed-names.tsx';
import { LeftOutFiles } from './left-out.tsx';
import { OrderButtons, placeAmong } from './order-buttons.tsx';
import { PhaseWords } from './phase-words.tsx';
import { RowActions, type RowProps } from './row-actions.tsx';
import { TransferBar } from './transfer-bar.tsx';
import { TransferFailure } from './transfer-failure.tsx';

/** The place of a row among those that wait, as values that compare; null where it does not wait, or waits alone. */
interface PlaceProps {
  readonly place: number | null;
  readonly placeCount: number;
}

export function placeProps(waiting: readonly LineId[], line: LineId): PlaceProps {
  const place = placeAmong(waiting, line);
  return { place: place?.index ?? null, placeCount: place?.count ?? 0 };
}

/** One file on its way: name, bar, one line of words. Its height stays the same until it fails. */
export const TransferRow = memo(function TransferRow(props: RowProps & PlaceProps): ReactElement {
  const { transfer, transfers, save, place, placeCount } = props;
  const { transfers: text } = useMessages();
  const { phase, kind } = transfer;
  return (
    <li className="transfer" data-status={phase.status}>
      <span className="transfer-kind">
        <PhaseIcon transfer={transfer} />
        <span className="visually-hidden">{kind === 'seal' ? text.sealing : text.opening}</span>
      </span>
      <div className="transfer-name">
        <FileName name={transfer.name} />
      </div>
      <div className="transfer-actions">
        <RowActions transfer={transfer} transfers={transfers} save={save} />
      </div>
      <TransferBar transfer={transfer} />
      {phase.status === 'failed' ? (
        <TransferFailure transfer={transfer} transfers={transfers} />
      ) : (
        <PhaseWords transfer={transfer} />
      )}
      {place === null ? null : (
        <OrderButtons
          line={transfer.id}
          name={visibleName(transfer.name)}
          place={{ index: place, count: placeCount }}
          onMove={transfers.move}
        />
      )}
      {transfer.archive === null ? null : (
        <>
          <LeftOutFiles files={transfer.archive.leftOut} />
          <ChangedNames changed={transfer.archive.changed} />
        </>
      )}
    </li>
  );
});

function PhaseIcon({ transfer }: { readonly transfer: Transfer }): ReactElement {
  const { status } = transfer.phase;
  if (status === 'done') return <CheckIcon />;
  if (status === 'failed') return <AlertIcon />;
  if (status === 'cancelled') return <DashIcon />;
  if (status === 'paused') return <PauseIcon />;
  if (status === 'waiting') return <WaitIcon />;
  return transfer.kind === 'seal' ? <LockIcon /> : <OpenIcon />;
}
