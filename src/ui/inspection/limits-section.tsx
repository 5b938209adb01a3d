import type { ReactElement } from 'react';
import { FactSection } from '../facts.tsx';
import { Label } from 'react-aria-components/Label';
import { Meter } from 'react-aria-components/Meter';
import type { Inspection } from '../../inspect/inspection.ts';
import { useMessages } from '../messages/messages-context.ts';
import { limitsOf, type Limit } from './limits.ts';

/** How much of each limit the message uses, as meters with their figures. */
export function LimitsSection({ inspection }: { readonly inspection: Inspection }): ReactElement {
  const { inspection: panel } = useMessages();
  const text = panel.limits;
  return (
    <FactSection id="limits" title={text.title} about={text.about}>
      <ul className="limits">
        {limitsOf(inspection).map((limit) => (
          <LimitMeter key={limit.name} limit={limit} />
        ))}
      </ul>
    </FactSection>
  );
}

function LimitMeter({ limit }: { readonly limit: Limit }): ReactElement {
  const { inspection: panel } = useMessages();
  const text = panel.limits;
  const { name, used, most } = limit;
  const figure = name === 'frames' ? text.count : text.bytes;
  const words = text.used(figure(used), figure(most));
  const share = Math.min(1, used / most);
  return (
    <li>
      <Meter
        value={Math.round(share * 10_000) / 100}
        valueLabel={words}
        className="limit"
        data-over={used > most}
      >
        <Label>{text.names[name]}</Label>
        <span className="figure">{words}</span>
        <div className="bar">
          <div className="bar-fill" style={{ transform: `scaleX(${share})` }} />
        </div>
      </Meter>
      <p className="soft">{text.meanings[name]}</p>
    </li>
  );
}
