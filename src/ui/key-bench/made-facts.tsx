import type { ReactElement } from 'react';
import type { MadeDocument } from '../../state/workbench.ts';
import { Fact, Facts } from '../facts.tsx';
import { formatBytesExactly } from '../format/quantities.ts';
import { useBenchMessages } from './bench-messages.ts';

/** What is worth knowing of a sealed text. */
export function MadeFacts({ made }: { readonly made: MadeDocument }): ReactElement {
  const { field } = useBenchMessages();
  return (
    <Facts>
      <Fact name={field.plaintextLength} value={formatBytesExactly(made.plaintextLength)} />
      <Fact name={field.ciphertextLength} value={formatBytesExactly(made.ciphertextLength)} />
      <KmsFacts keyArn={made.keyArn} requestId={made.requestId ?? field.noRequest} />
      <Fact name={field.keptAt} value={made.keptAt} look="code" />
    </Facts>
  );
}

/** Which key, and which request. To be put into `Facts`. */
export function KmsFacts(props: {
  readonly keyArn: string;
  readonly requestId: string | null;
}): ReactElement {
  const { field } = useBenchMessages();
  return (
    <>
      <Fact name={field.keyArn} value={props.keyArn} look="code" />
      <Fact name={field.requestId} value={props.requestId} />
    </>
  );
}
