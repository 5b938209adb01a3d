import type { ReactElement } from 'react';
import type { Transfer } from '../../state/transfer.ts';
import { formatRate, formatSize, timeLeft } from '../format/quantities.ts';
import type { Messages } from '../messages/shape.ts';
import { useMessages } from '../messages/messages-context.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

/** The one line under a transfer's bar: figures while it moves, words otherwise. */
export function PhaseWords({ transfer }: { readonly transfer: Transfer }): ReactElement {
  const messages = useMessages();
  const { phase } = transfer;
  const isSteady = transfer.asked === null && !transfer.restarting;
  if (phase.status === 'waiting' && isSteady) return <WaitingWords phase={phase} />;
  if (phase.status !== 'moving' || !isSteady) {
    const words = askedWords(transfer, messages) ?? statusWords(transfer, messages);
    return <p className="transfer-words">{words}</p>;
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

type Waiting = Extract<Transfer['phase'], { status: 'waiting' }>;

function WaitingWords({ phase }: { readonly phase: Waiting }): ReactElement {
  const { transfers: text } = useMessages();
  const seconds = useSecondsLeft(phase.secondsLeft, phase);
  return <p className="transfer-words figure">{text.waiting(phase.reason, seconds)}</p>;
}

function askedWords({ asked, restarting }: Transfer, { transfers: text }: Messages): string | null {
  if (asked === 'cancel') return text.cancelling;
  if (asked === 'discard') return text.discarding;
  if (asked === 'pause') return restarting ? text.paused : text.pausing;
  if (asked === 'resume') return text.resuming;
  return restarting ? text.restarting : null;
}

function statusWords({ phase, kind, archive }: Transfer, { locale, transfers: text }: Messages): string {
  const isSeal = kind === 'seal';
  switch (phase.status) {
    case 'queued':
      return text.queued;
    case 'preparing':
      return isSeal ? text.preparingSeal : text.preparingOpen;
    case 'checking':
      return isSeal ? text.checkingSeal : text.checkingOpen;
    case 'paused':
      return phase.total === null || phase.moved === 0
        ? text.paused
        : text.pausedAt(formatSize(phase.moved, locale), formatSize(phase.total, locale));
    case 'finishing':
      return isSeal ? text.finishingSeal : text.finishingOpen;
    case 'done':
      if (archive !== null) return text.openedArchive(archive.files - archive.leftOut.length, phase.bytes);
      return isSeal ? text.sealed(phase.bytes) : text.opened(phase.bytes);
    case 'cancelled':
      return text.cancelled;
    case 'moving':
    case 'waiting':
    case 'failed':
    default:
      return '';
  }
}
