import type { ReactElement } from 'react';

/** What stands where nothing is yet: what this place is for, and how something comes here. */
export function EmptySteps(props: {
  readonly title: string;
  readonly steps: readonly string[];
}): ReactElement {
  return (
    <div className="empty">
      <h3>{props.title}</h3>
      <ol>
        {props.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
}
