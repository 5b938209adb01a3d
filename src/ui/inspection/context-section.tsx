import type { ReactElement } from 'react';
import { FactSection } from '../facts.tsx';
import type { Inspection, MessageFacts } from '../../inspect/inspection.ts';
import { visibleName } from '../format/visible-name.ts';
import { AlertIcon, CheckIcon, DashIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { excerpt } from './excerpt.ts';

type Finding = 'good' | 'bad' | 'none';

/** A hostile context can have thousands of pairs, and values of 64 KiB. */
const shownPairs = 30;
const shownValue = 1_000;

/** The encryption context as a table, and whether owner and location are what they should be. */
export function ContextSection(props: {
  readonly inspection: Inspection;
  readonly message: MessageFacts;
}): ReactElement {
  const { inspection, message } = props;
  const { inspection: panel } = useMessages();
  const text = panel.context;
  const hidden = message.context.length - shownPairs;
  return (
    <FactSection id="context" title={text.title} about={text.about}>
      {message.context.length === 0 ? (
        <p>{text.empty}</p>
      ) : (
        <table className="context">
          <thead>
            <tr>
              <th scope="col">{text.name}</th>
              <th scope="col">{text.value}</th>
            </tr>
          </thead>
          <tbody>
            {message.context.slice(0, shownPairs).map(([name, value]) => (
              <tr key={name}>
                <th scope="row">
                  <bdi>{excerpt(name, shownValue)}</bdi>
                </th>
                <td>
                  <code>{excerpt(value, shownValue)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {hidden > 0 ? <p>{text.hidden(hidden)}</p> : null}
      <Findings inspection={inspection} />
    </FactSection>
  );
}

/** A local file lies nowhere that its location could be compared with. */
function Findings({ inspection }: { readonly inspection: Inspection }): ReactElement {
  const { inspection: panel } = useMessages();
  const text = panel.context;
  const { placement, ownership, storage } = inspection;
  const owner: readonly [string, Finding] = [
    text.ownership[ownership],
    ownership === 'mine' ? 'good' : ownership === 'other' ? 'bad' : 'none',
  ];
  const place: readonly [string, Finding] = [
    text.placement[placement],
    placement === 'matches' ? 'good' : placement === 'moved' ? 'bad' : 'none',
  ];
  return (
    <>
      <ul className="findings">
        {(storage === null ? [owner] : [owner, place]).map(([words, finding]) => (
          <li key={words} data-finding={finding}>
            {finding === 'good' ? <CheckIcon /> : finding === 'bad' ? <AlertIcon /> : <DashIcon />}
            {words}
          </li>
        ))}
      </ul>
      {storage !== null && placement === 'moved' ? (
        <p>
          {panel.location} <code>{visibleName(storage.location)}</code>
        </p>
      ) : null}
    </>
  );
}
