import { memo, type ReactElement } from 'react';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import { isAtEnd, type Transfer, type TransfersStore } from '../state/transfers.ts';
import { ErrorFacts } from './error-notice.tsx';
import { FileName } from './file-name.tsx';
import { formatRate, formatSize, timeLeft } from './format/quantities.ts';
import { visibleName } from './format/visible-name.ts';
import { AlertIcon, CheckIcon, CrossIcon, DashIcon, LockIcon, OpenIcon } from './icons.tsx';
import type { Messages } from './messages/en.ts';
import { useMessages } from './messages/messages-context.ts';
import { PushButton } from './push-button.tsx';

interface RowProps {
  readonly transfer: Transfer;
  readonly transfers: TransfersStore;
  readonly save: (name: string, file: File) => void;
}

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
      <Bar transfer={transfer} />
      {phase.status === 'failed' ? (
        <Failure transfer={transfer} transfers={transfers} />
      ) : (
        <Words transfer={transfer} />
      )}
    </li>
  );
});

function PhaseIcon({ transfer }: { readonly transfer: Transfer }): ReactElement {
  const { status } = transfer.phase;
  if (status === 'done') return <CheckIcon />;
  if (status === 'failed') return <AlertIcon />;
  if (status === 'cancelled') return <DashIcon />;
  return transfer.kind === 'seal' ? <LockIcon /> : <OpenIcon />;
}

function RowActions({ transfer, transfers, save }: RowProps): ReactElement {
  const { transfers: text } = useMessages();
  const { id, phase, opened } = transfer;
  const name = visibleName(transfer.name);
  if (!isAtEnd(phase)) {
    return (
      <PushButton
        size="small"
        look="quiet"
        label={text.cancelNamed(name)}
        isDisabled={transfer.cancelling}
        onPress={() => transfers.cancel(id)}
      >
        {text.cancel}
      </PushButton>
    );
  }
  return (
    <>
      {phase.status === 'cancelled' ? (
        <PushButton
          size="small"
          look="quiet"
          label={text.retryNamed(name)}
          onPress={() => transfers.retry(id)}
        >
          {text.retry}
        </PushButton>
      ) : null}
      {opened === null ? null : (
        <PushButton
          size="small"
          look="quiet"
          label={text.saveAgainNamed(name)}
          onPress={() => save(transfer.name, opened)}
        >
          {text.saveAgain}
        </PushButton>
      )}
      <PushButton
        size="small"
        look="quiet"
        label={text.dismissNamed(name)}
        onPress={() => transfers.dismiss(id)}
      >
        <CrossIcon />
      </PushButton>
    </>
  );
}

function Bar({ transfer }: { readonly transfer: Transfer }): ReactElement {
  const { transfers: text } = useMessages();
  const { phase } = transfer;
  if (isAtEnd(phase)) return <div className="bar bar-ended" aria-hidden="true" />;
  const isWaiting = phase.status === 'preparing' || phase.status === 'finishing';
  const share = phase.status === 'moving' ? (phase.total === 0 ? 1 : phase.moved / phase.total) : 0;
  return (
    <ProgressBar
      className="bar"
      aria-label={visibleName(transfer.name)}
      value={share * 100}
      isIndeterminate={isWaiting}
      {...(phase.status === 'queued' ? { valueLabel: text.queued } : {})}
    >
      <div className="bar-fill" style={isWaiting ? {} : { transform: `scaleX(${share})` }} />
    </ProgressBar>
  );
}

function Words({ transfer }: { readonly transfer: Transfer }): ReactElement {
  const messages = useMessages();
  const { phase } = transfer;
  if (phase.status !== 'moving' || transfer.cancelling) {
    return <p className="transfer-words">{phaseWords(transfer, messages)}</p>;
  }
  const { locale, transfers: text } = messages;
  return (
    <p className="transfer-words figure">
      <span>{text.movedOf(formatSize(phase.moved, locale), formatSize(phase.total, locale))}</span>
      <span>{phase.rate === null ? null : formatRate(phase.rate, locale)}</span>
      <span>{phase.secondsLeft === null ? null : text.timeLeft(timeLeft(phase.secondsLeft))}</span>
    </p>
  );
}

function phaseWords({ phase, kind, cancelling }: Transfer, { transfers: text }: Messages): string {
  if (cancelling) return text.cancelling;
  const isSeal = kind === 'seal';
  if (phase.status === 'queued') return text.queued;
  if (phase.status === 'preparing') return isSeal ? text.preparingSeal : text.preparingOpen;
  if (phase.status === 'finishing') return isSeal ? text.finishingSeal : text.finishingOpen;
  if (phase.status === 'done') return isSeal ? text.sealed(phase.bytes) : text.opened(phase.bytes);
  return phase.status === 'cancelled' ? text.cancelled : '';
}

function Failure({ transfer, transfers }: Omit<RowProps, 'save'>): ReactElement | null {
  const { describeError, transfers: text } = useMessages();
  if (transfer.phase.status !== 'failed') return null;
  const { error } = transfer.phase;
  const { title, advice } = describeError(error);
  const name = visibleName(transfer.name);
  const isMoved = error.code === 'moved' && transfer.kind === 'open';
  return (
    <div className="transfer-failure">
      <div role="alert">
        <p className="notice-title">{title}</p>
        <p>{advice}</p>
      </div>
      <div className="notice-actions">
        <PushButton size="small" label={text.retryNamed(name)} onPress={() => transfers.retry(transfer.id)}>
          {text.retry}
        </PushButton>
        {isMoved ? (
          <PushButton
            size="small"
            label={text.openAnywayNamed(name)}
            onPress={() => transfers.openAnyway(transfer.id)}
          >
            {text.openAnyway}
          </PushButton>
        ) : null}
      </div>
      <ErrorFacts error={error} />
    </div>
  );
}
