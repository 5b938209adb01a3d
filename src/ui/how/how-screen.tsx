import type { ReactElement } from 'react';
import type { AppServices } from '../app-services.ts';
import { useMessages } from '../messages/messages-context.ts';
/* oxlint-disable import/no-unassigned-import -- a style sheet has no value */
import '../styles/how.css';
import '../styles/envelope.css';
import '../styles/key-kinds.css';
/* oxlint-enable import/no-unassigned-import */
import { EnvelopeSection } from './envelope-section.tsx';
import { KeysSection } from './keys-section.tsx';

/** How files are protected, for somebody who studies it. */
export function HowScreen(props: {
  readonly services: AppServices;
  readonly expired: boolean;
}): ReactElement {
  const { services, expired } = props;
  const { how: text } = useMessages();
  return (
    <main className="how">
      <EnvelopeSection transfers={services.transfers} calls={services.calls} expired={expired} />
      <div className="ideas">
        {text.ideas.map(({ title, says }) => (
          <section key={title} className="idea">
            <h2>{title}</h2>
            {says.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </section>
        ))}
      </div>
      <KeysSection />
    </main>
  );
}
