import type { ReactElement } from 'react';
import type { BenchContent } from '../../state/workbench.ts';
import { envelopeLimit } from '../../workbench/limits.ts';
import { utf8Length } from '../../workbench/text-length.ts';
import { useBenchMessages } from './bench-messages.ts';
import { ContentField, isEmpty } from './content-field.tsx';
import { LimitMeter } from './limit-meter.tsx';

/** What goes into an envelope, with how much of it there may be. */
export function EnvelopeContent(props: {
  readonly content: BenchContent;
  readonly onChange: (content: BenchContent) => void;
}): ReactElement {
  const { content, onChange } = props;
  const { envelope: text } = useBenchMessages();
  const length = lengthOf(content);
  return (
    <div>
      <ContentField
        label={text.content}
        content={content}
        onChange={onChange}
        isInvalid={length > envelopeLimit}
      />
      <LimitMeter length={length} limit={envelopeLimit} />
    </div>
  );
}

/** Whether there is something, and not too much of it. */
export function fitsEnvelope(content: BenchContent): boolean {
  return !isEmpty(content) && lengthOf(content) <= envelopeLimit;
}

/** Bytes that will be sealed. */
function lengthOf(content: BenchContent): number {
  return content.kind === 'file' ? content.file.size : utf8Length(content.text);
}
