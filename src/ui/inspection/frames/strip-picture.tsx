import type { ReactElement } from 'react';
import type { FrameMap } from '../../../inspect/anatomy.ts';
import { useMessages } from '../../messages/messages-context.ts';
import { frameStrip } from './frame-strip.ts';

const width = 1000;
const height = 32;

/** The whole message to scale: header, frames, and the frame that is looked at. What it shows is said in words beside it. */
export function StripPicture(props: { readonly map: FrameMap; readonly current: number }): ReactElement {
  const { map, current } = props;
  const { inspection } = useMessages();
  const text = inspection.frames;
  const { header, regular, final, current: marked, borders } = frameStrip(map, current, width);
  return (
    <div className="strip">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect className="strip-header" {...header} y={4} height={height - 8} />
        {regular === null ? null : <rect className="strip-regular" {...regular} y={4} height={height - 8} />}
        {borders.map((x) => (
          <line key={x} className="strip-border" x1={x} x2={x} y1={4} y2={height - 4} />
        ))}
        <rect className="strip-final" {...final} y={4} height={height - 8} />
        <rect className="strip-current" {...marked} y={1} height={height - 2} />
      </svg>
      <ul className="legend" aria-hidden="true">
        <li>
          <span className="swatch strip-header" />
          {text.header}
        </li>
        <li>
          <span className="swatch strip-regular" />
          {text.regular}
        </li>
        <li>
          <span className="swatch strip-final" />
          {text.final}
        </li>
      </ul>
      <p>{text.map(map.bodyOffset, map.count - 1, map.frameLength, map.finalLength)}</p>
    </div>
  );
}
