import type { ReactElement } from 'react';
import type { Inspection, MessageFacts } from '../inspect/inspection.ts';
import { FactSection } from './facts.tsx';
import { visibleName } from './format/visible-name.ts';
import { AlertIcon, CheckIcon, DashIcon } from './icons.tsx';
import { useMessages } from './messages/messages-context.ts';

type Finding = 'good' | 'bad' | 'none';

/** The encryption context as a table, and whether owner and location are what they should be. */
export function ContextSection(props: {
  readonly inspection: Inspection;
  readonly message: MessageFacts;
}): ReactElement {
  const { placement, ownership, storage } = props.inspection;
  const { context } = props.message;
  const { inspection } = useMessages();
  const text = inspection.context;
  const findings: readonly (readonly [words: string, finding: Finding])[] = [
    [text.ownership[ownership], ownership === 'mine' ? 'good' : ownership === 'other' ? 'bad' : 'none'],
    [text.placement[placement], placement === 'matches' ? 'good' : placement === 'moved' ? 'bad' : 'none'],
  ];
  return (
    <FactSection title={text.title} about={text.about}>
      {context.length === 0 ? (
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
            {context.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">
                  <bdi>{visibleName(name)}</bdi>
                </th>
                <td>
                  <code>{visibleName(value)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <ul className="findings">
        {findings.map(([words, finding]) => (
          <li key={words} data-finding={finding}>
            {finding === 'good' ? <CheckIcon /> : finding === 'bad' ? <AlertIcon /> : <DashIcon />}
            {words}
          </li>
        ))}
      </ul>
      {placement === 'moved' && storage !== null ? (
        <p>
          {inspection.location} <code>{visibleName(storage.location)}</code>
        </p>
      ) : null}
    </FactSection>
  );
}
