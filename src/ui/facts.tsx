import { useId, type ReactElement, type ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import { visibleName } from './format/visible-name.ts';

/** A titled part of a panel, with one line that says what it means. */
export function FactSection(props: {
  /** by which the links of the inspection panel find it */
  readonly id?: string;
  readonly title: string;
  readonly about?: string;
  readonly children: ReactNode;
}): ReactElement {
  const { id, title, about, children } = props;
  const titleId = useId();
  return (
    <section className="fact-section" aria-labelledby={titleId} data-section={id}>
      <h3 id={titleId} tabIndex={-1}>
        {title}
      </h3>
      {about === undefined ? null : <p className="soft">{about}</p>}
      {children}
    </section>
  );
}

export function Facts({ children }: { readonly children: ReactNode }): ReactElement {
  return <dl className="facts">{children}</dl>;
}

/** One named value. Values come from outside, and invisible characters in them are written out, unless they are the page's own words. */
export function Fact(props: {
  readonly name: string;
  /** null: the fact is left out */
  readonly value: string | null;
  /** words of the page itself, such as a date: the marks in them that keep their order stay marks */
  readonly isOurs?: boolean;
  /** `code`: monospaced, may break anywhere, can be copied; `quiet`: said beside the facts */
  readonly look?: 'code' | 'quiet';
}): ReactElement | null {
  const { name, value, isOurs = false, look } = props;
  if (value === null) return null;
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd className={look === 'quiet' ? 'soft' : undefined}>
        {look === 'code' ? (
          <>
            <code>{visibleName(value)}</code>
            <CopyButton what={name} value={value} />
          </>
        ) : (
          <bdi>{isOurs ? value : visibleName(value)}</bdi>
        )}
      </dd>
    </div>
  );
}
