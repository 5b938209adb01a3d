import { useId, type ReactElement } from 'react';
import { formatCount } from '../format/quantities.ts';
import { oaepHashes, oaepLimit, rsaSpecs, type RsaSpec } from '../../workbench/limits.ts';
import { useMessages } from '../messages/messages-context.ts';
import { useBenchMessages } from './bench-messages.ts';

/** How many bytes fit, by key spec and hash. */
export function OaepLimits({ spec }: { readonly spec: RsaSpec | null }): ReactElement {
  const { rsa: text } = useBenchMessages();
  const { locale } = useMessages();
  const titleId = useId();
  return (
    <div>
      <p id={titleId} className="bench-table-title">
        {text.tableTitle}
      </p>
      <table className="bench-table" aria-labelledby={titleId}>
        <thead>
          <tr>
            <th scope="col">{text.tableSpec}</th>
            {oaepHashes.map((hash) => (
              <th key={hash} scope="col">
                {hash}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rsaSpecs.map((one) => (
            <tr key={one} data-current={one === spec}>
              <th scope="row">
                {one.replace('_', ' ')}
                {one === spec ? <span className="badge">{text.yours}</span> : null}
              </th>
              {oaepHashes.map((hash) => (
                <td key={hash} className="figure">
                  {formatCount(oaepLimit(one, hash), locale)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
