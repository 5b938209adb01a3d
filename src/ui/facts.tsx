import { useId, type ReactElement, type ReactNode } from 'react';
import { visibleName } from './format/visible-name.ts';
import { CopyButton } from './copy-button.tsx';

/** A titled part of the inspection panel, with one line that says what it means. */
export function FactSection(props: {
  readonly title: string;
  readonly about: string;
  readonly children: ReactNode;
}): ReactElement {
  const titleId = useId();
  return (
    <section className="fact-section" aria-labelledby={titleId}>
      <h3 id={titleId}>{props.title}</h3>
      <p className="soft">{props.about}</p>
      {props.children}
    </section>
  );
}

export function Facts({ children }: { readonly children: ReactNode }): ReactElement {
  return <dl className="facts">{children}</dl>;
}

/** One named value. Values come from outside: invisible characters in them are written out. */
export function Fact(props: {
  readonly name: string;
  /** null: the fact is left out */
  readonly value: string | null;
  /** `code`: monospaced, may break anywhere, can be copied */
  readonly look?: 'code';
}): ReactElement | null {
  const { name, value, look } = props;
  if (value === null) return null;
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>
        {look === 'code' ? (
          <>
            <code>{visibleName(value)}</code>
            <CopyButton what={name} value={value} />
          </>
        ) : (
          <bdi>{visibleName(value)}</bdi>
        )}
      </dd>
    </div>
  );
}
