import { useState, type ReactElement } from 'react';
import type { BenchContent } from '../../state/workbench.ts';
import type { AppServices } from '../app-services.ts';
import { PushButton } from '../push-button.tsx';
import { useBenchMessages } from './bench-messages.ts';
import { BenchCard, BenchIntro } from './bench-parts.tsx';
import { ContentField, isEmpty, noContent } from './content-field.tsx';
import { EnvelopeContent, fitsEnvelope } from './envelope-content.tsx';
import { OpenedContentView } from './opened-content-view.tsx';
import { Outcome } from './outcome.tsx';
import { SealedMessageView } from './sealed-message-view.tsx';
import { useTask } from './use-task.ts';

/** GenerateDataKey: an envelope, step by step. */
export function EnvelopeBench(props: {
  readonly services: AppServices;
  /** what another bench took over */
  readonly startText: string;
}): ReactElement {
  const { services, startText } = props;
  const { envelope: text } = useBenchMessages();
  return (
    <>
      <BenchIntro title={text.tab} calls={text.calls} use={text.use} limit={text.limit} />
      <div className="bench-pair">
        <SealCard services={services} startText={startText} />
        <OpenCard services={services} />
      </div>
    </>
  );
}

function SealCard(props: { readonly services: AppServices; readonly startText: string }): ReactElement {
  const { envelope: text } = useBenchMessages();
  const { sealEnvelope } = props.services.workbench;
  const state = useTask(sealEnvelope);
  const [content, setContent] = useState<BenchContent>({ kind: 'text', text: props.startText });
  return (
    <BenchCard title={text.sealTitle} about={text.sealAbout}>
      <EnvelopeContent content={content} onChange={setContent} />
      <div className="bench-actions">
        <PushButton
          look="primary"
          isDisabled={!fitsEnvelope(content) || state.status === 'running'}
          onPress={() => sealEnvelope.run({ content })}
        >
          {text.seal}
        </PushButton>
      </div>
      <Outcome state={state}>
        {(sealed) => <SealedMessageView sealed={sealed} isOffline={false} save={props.services.save} />}
      </Outcome>
    </BenchCard>
  );
}

function OpenCard({ services }: { readonly services: AppServices }): ReactElement {
  const { envelope: text } = useBenchMessages();
  const { openEnvelope } = services.workbench;
  const state = useTask(openEnvelope);
  const [message, setMessage] = useState(noContent);
  return (
    <BenchCard title={text.openTitle} about={text.openAbout}>
      <ContentField label={text.paste} content={message} onChange={setMessage} look="code" />
      <div className="bench-actions">
        <PushButton
          isDisabled={isEmpty(message) || state.status === 'running'}
          onPress={() => openEnvelope.run({ message })}
        >
          {text.open}
        </PushButton>
      </div>
      <Outcome state={state}>
        {(opened) => <OpenedContentView opened={opened} save={services.save} onClear={openEnvelope.reset} />}
      </Outcome>
    </BenchCard>
  );
}
