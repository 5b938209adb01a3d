import type { ReactElement } from 'react';
import { Fact } from '../facts.tsx';
import { useBenchMessages } from './bench-messages.ts';

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
