import { useId, useState, type ReactElement } from 'react';
import { KeyIcon, LockIcon, OpenIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import type { Way } from './envelope-steps.ts';
import { InWords } from './in-words.tsx';
import { WayChoice } from './way-choice.tsx';

const kinds = ['symmetric', 'asymmetric'] as const;
type Kind = (typeof kinds)[number];

/** Two kinds of KMS keys beside each other: where their halves are, and what follows from that. */
export function KeysSection(): ReactElement {
  const { how } = useMessages();
  const text = how.keys;
  const titleId = useId();
  const [way, setWay] = useState<Way>('seal');
  return (
    <section className="how-section" aria-labelledby={titleId}>
      <h2 id={titleId}>{text.title}</h2>
      <p className="how-lead">{text.lead}</p>
      <WayChoice label={text.wayLabel} way={way} onChoose={setWay} />
      <div className="key-kinds">
        {kinds.map((kind) => (
          <KeyKind key={kind} kind={kind} way={way} />
        ))}
      </div>
      <Comparison />
      <InWords title={how.inWords}>
        {kinds.map((kind) => (
          <div key={kind}>
            <h3>{text[kind].title}</h3>
            <ol>
              <li>{text[kind].seal}</li>
              <li>{text[kind].open}</li>
            </ol>
          </div>
        ))}
      </InWords>
    </section>
  );
}

/** The holders of one kind, and the one whose turn it is. */
function KeyKind({ kind, way }: { readonly kind: Kind; readonly way: Way }): ReactElement {
  const { how } = useMessages();
  const text = how.keys[kind];
  const titleId = useId();
  return (
    <figure className="key-kind" aria-labelledby={titleId}>
      <figcaption id={titleId} className="key-kind-title">
        {text.title}
      </figcaption>
      <ul className="holders">
        {text.holders.map(({ who, holds, secret, uses }) => (
          <li key={who} className="holder" data-active={uses.some((each) => each === way)}>
            <span className="holder-who">{who}</span>
            <span className="chip" data-look={secret ? 'plain' : 'public'}>
              {secret ? <KeyIcon /> : <OpenIcon />}
              {holds}
            </span>
            <span className="holder-uses">
              {uses.some((each) => each === way) ? how.keys.does[way] : how.keys.rests}
            </span>
          </li>
        ))}
      </ul>
      <p className="key-kind-says">
        {way === 'seal' ? <LockIcon /> : <OpenIcon />}
        {text[way]}
      </p>
    </figure>
  );
}

function Comparison(): ReactElement {
  const { how } = useMessages();
  const text = how.keys;
  return (
    <table className="key-table">
      <caption className="visually-hidden">{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.question}</th>
          {kinds.map((kind) => (
            <th key={kind} scope="col">
              {text[kind].title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {text.rows.map(({ question, symmetric, asymmetric }) => (
          <tr key={question}>
            <th scope="row">{question}</th>
            <td>{symmetric}</td>
            <td>{asymmetric}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
