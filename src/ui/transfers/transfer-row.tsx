import { memo, type ReactElement } from 'react';
import type { Transfer } from '../../state/transfer.ts';
import { FileName } from '../file-name.tsx';
import { AlertIcon, CheckIcon, DashIcon, LockIcon, OpenIcon, PauseIcon, WaitIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PhaseWords } from './phase-words.tsx';
import { RowActions, type RowProps } from './row-actions.tsx';
import { TransferBar } from './transfer-bar.tsx';
import { TransferFailure } from './transfer-failure.tsx';

/** One file on its way: name, bar, one line of words. Its height stays the same until it fails. */
export const TransferRow = memo(function TransferRow({ transfer, transfers, save }: RowProps): ReactElement {
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
