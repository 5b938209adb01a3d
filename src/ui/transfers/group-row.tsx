import { useId, useState, type ReactElement } from 'react';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import type { TransferGroup } from '../../state/transfer.ts';
import type { TransfersStore } from '../../state/transfers.ts';
import { FileName } from '../file-name.tsx';
import { visibleName } from '../format/visible-name.ts';
import { AlertIcon, CheckIcon, ChevronIcon, LockIcon, OpenIcon, PauseIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { ChangedNames } from './changed-names.tsx';
import { GroupActions } from './group-actions.tsx';
import { GroupFailure } from './group-failure.tsx';
import { OrderButtons, type WaitingPlace } from './order-buttons.tsx';
import { PaceWords, shareOf } from './pace-words.tsx';
import { placeProps, TransferRow } from './transfer-row.tsx';
import { visibleTransfers } from './visible-transfers.ts';

/** Files of a group that are shown at most; thousands may be behind them. */
const memberLimit = 30;

/** Files that were begun together, as one line; its files below it when they are asked for. */
export function GroupRow(props: {
  readonly group: TransferGroup;
  readonly transfers: TransfersStore;
  readonly save: (name: string, file: File) => void;
  readonly place: WaitingPlace | null;
}): ReactElement {
  const { group, transfers, save, place } = props;
  const { transfers: text } = useMessages();
  const [isOpen, setOpen] = useState(false);
  const membersId = useId();
  const name = group.name ?? text.groupOf(group.total);
  const shown = isOpen ? visibleTransfers(group.transfers, memberLimit) : [];
  const hidden = isOpen ? group.transfers.length - shown.length : 0;
  return (
    <li className="transfer transfer-group" data-status={statusOf(group)}>
      <span className="transfer-kind">
        <GroupIcon group={group} />
        <span className="visually-hidden">{group.kind === 'seal' ? text.sealing : text.opening}</span>
      </span>
      <div className="transfer-name">
        <FileName name={name} />
      </div>
      <div className="transfer-actions">
        <PushButton
          look="quiet"
          size="small"
          label={isOpen ? text.hideFiles(visibleName(name)) : text.showFiles(visibleName(name))}
          expands={{ isExpanded: isOpen, controls: membersId }}
          onPress={() => setOpen((now) => !now)}
        >
          <ChevronIcon />
        </PushButton>
        <GroupActions group={group} name={visibleName(name)} transfers={transfers} />
      </div>
      <GroupBar group={group} name={visibleName(name)} />
      <p className="transfer-words group-words figure">
        <span>{text.groupDone(group.done, group.total)}</span>
        <PaceWords totals={group} />
      </p>
      {place === null ? null : (
        <OrderButtons line={group.id} name={visibleName(name)} place={place} onMove={transfers.move} />
      )}
      <GroupFailure group={group} name={visibleName(name)} transfers={transfers} />
      <div className="transfer-members" id={membersId} hidden={!isOpen}>
        <ChangedNames changed={group.changed} />
        <ul>
          {shown.map((transfer) => (
            <TransferRow
              key={transfer.id}
              transfer={transfer}
              transfers={transfers}
              save={save}
              {...placeProps(group.waiting, transfer.id)}
            />
          ))}
        </ul>
        {hidden > 0 ? <p className="soft transfers-hidden">{text.hidden(hidden)}</p> : null}
      </div>
    </li>
  );
}

function statusOf({ live, failed, done }: TransferGroup): string {
  if (live > 0) return 'moving';
  if (failed > 0) return 'failed';
  return done > 0 ? 'done' : 'cancelled';
}

function GroupIcon({ group }: { readonly group: TransferGroup }): ReactElement {
  if (group.live === 0) return group.failed > 0 ? <AlertIcon /> : <CheckIcon />;
  if (group.paused === group.live) return <PauseIcon />;
  return group.kind === 'seal' ? <LockIcon /> : <OpenIcon />;
}

function GroupBar({ group, name }: { readonly group: TransferGroup; readonly name: string }): ReactElement {
  if (group.live === 0) return <div className="bar bar-ended" aria-hidden="true" />;
  const share = shareOf(group);
  return (
    <ProgressBar className="bar" aria-label={name} value={share * 100}>
      <div className="bar-fill" style={{ transform: `scaleX(${share})` }} />
    </ProgressBar>
  );
}
