import type { ReactElement, RefObject } from 'react';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { sectionNames, type SectionName } from './sections.ts';

/** The ways to the parts of the panel. Buttons, since the address belongs to the screens. */
export function SectionLinks(props: {
  readonly shown: readonly SectionName[];
  /** what holds the sections */
  readonly panel: RefObject<HTMLElement | null>;
}): ReactElement {
  const { shown, panel } = props;
  const { inspection: text } = useMessages();
  return (
    <nav className="section-links" aria-label={text.sections}>
      <ul>
        {sectionNames
          .filter((name) => shown.includes(name))
          .map((name) => (
            <li key={name}>
              <PushButton
                look="quiet"
                size="small"
                onPress={() => {
                  const heading = panel.current?.querySelector<HTMLElement>(`[data-section="${name}"] > h3`);
                  heading?.scrollIntoView({ block: 'start' });
                  heading?.focus({ preventScroll: true });
                }}
              >
                {text[name].title}
              </PushButton>
            </li>
          ))}
      </ul>
    </nav>
  );
}
