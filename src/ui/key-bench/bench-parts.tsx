import { useId, type ReactElement, type ReactNode } from 'react';
import { CheckIcon } from '../icons.tsx';
import { useBenchMessages } from './bench-messages.ts';

/** What a bench is for and where it ends, above its work. */
export function BenchIntro(props: {
  readonly title: string;
  readonly calls: readonly string[];
  readonly use: string;
  readonly limit: string;
}): ReactElement {
  const text = useBenchMessages();
  return (
    <div className="bench-intro">
      <h3>{props.title}</h3>
      <p className="bench-calls">
        {props.calls.map((call) => (
          <code key={call}>{call}</code>
        ))}
      </p>
      <dl>
        <div>
          <dt>{text.useIt}</dt>
          <dd>{props.use}</dd>
        </div>
        <div>
          <dt>{text.limit}</dt>
          <dd>{props.limit}</dd>
        </div>
      </dl>
    </div>
  );
}

/** One side of the bench: a titled card with a form and what came of it. */
export function BenchCard(props: {
  readonly title: string;
  readonly about: string;
  readonly children: ReactNode;
}): ReactElement {
  const titleId = useId();
  return (
    <section className="bench-card" aria-labelledby={titleId}>
      <div>
        <h4 id={titleId}>{props.title}</h4>
        <p className="soft">{props.about}</p>
      </div>
      {props.children}
    </section>
  );
}

/** One sentence that something worked. */
export function GoodNews({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <output className="bench-good">
      <CheckIcon />
      <span>{children}</span>
    </output>
  );
}

/** Why a bench, or a part of it, has nothing to work with. */
export function NotConfigured({
  title,
  advice,
}: {
  readonly title: string;
  readonly advice: string;
}): ReactElement {
  return (
    <div className="notice notice-plain">
      <div className="notice-text">
        <p className="notice-title">{title}</p>
        <p>{advice}</p>
      </div>
    </div>
  );
}
