import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { LineId, NewPlace } from '../../state/plan-order.ts';
import type { TransfersStore } from '../../state/transfers.ts';
import { DownIcon, ToTopIcon, UpIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';

/** What a line is among those that wait. */
export interface WaitingPlace {
  /** from 0 */
  readonly index: number;
  readonly count: number;
}

/** The place of a line; null where it does not wait, or waits alone. */
export function placeAmong(waiting: readonly LineId[], line: LineId): WaitingPlace | null {
  const index = waiting.indexOf(line);
  return index < 0 || waiting.length < 2 ? null : { index, count: waiting.length };
}

/** Gives a line that waits another place. The focus goes with it. */
export function OrderButtons(props: {
  readonly line: LineId;
  readonly name: string;
  readonly place: WaitingPlace;
  readonly onMove: TransfersStore['move'];
}): ReactElement {
  const { line, name, place, onMove } = props;
  const { transfers: text } = useMessages();
  const { index, count } = place;
  const groupRef = useRef<HTMLDivElement>(null);
  const [pressed, setPressed] = useState<{ readonly to: NewPlace; readonly from: number } | null>(null);
  const isMoved = pressed !== null && pressed.from !== index;

  // A line that is put elsewhere in the page loses the focus on the way, and at the end of the order a button has nothing more to do.
  useEffect(() => {
    if (!isMoved) return;
    const buttons = groupRef.current?.querySelectorAll<HTMLElement>('button');
    const wanted = buttons?.[orderOf[pressed.to]];
    const usable = [wanted, ...(buttons ?? [])].find((button) => button?.matches(':enabled') === true);
    usable?.focus();
  }, [isMoved, pressed]);

  const move = (to: NewPlace) => () => {
    setPressed({ to, from: index });
    onMove(line, to);
  };
  return (
    <div ref={groupRef} className="order-buttons">
      <PushButton
        look="quiet"
        size="small"
        label={text.toTop(name)}
        isDisabled={index === 0}
        onPress={move('first')}
      >
        <ToTopIcon />
      </PushButton>
      <PushButton
        look="quiet"
        size="small"
        label={text.earlier(name)}
        isDisabled={index === 0}
        onPress={move('earlier')}
      >
        <UpIcon />
      </PushButton>
      <PushButton
        look="quiet"
        size="small"
        label={text.later(name)}
        isDisabled={index === count - 1}
        onPress={move('later')}
      >
        <DownIcon />
      </PushButton>
      <output className="visually-hidden">{isMoved ? text.placeNow(index + 1, count) : null}</output>
    </div>
  );
}

const orderOf: Readonly<Record<NewPlace, number>> = { first: 0, earlier: 1, later: 2 };
