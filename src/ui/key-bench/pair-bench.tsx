import { useState, type ReactElement } from 'react';
import type { AppServices } from '../app-services.ts';
import { PushButton } from '../push-button.tsx';
import { useBenchMessages } from './bench-messages.ts';
import { BenchCard, BenchIntro } from './bench-parts.tsx';
import { ContentField, isEmpty, noContent } from './content-field.tsx';
import { EnvelopeContent, fitsEnvelope } from './envelope-content.tsx';
import { KeptChoice } from './kept-choice.tsx';
import { MakePairCard } from './make-pair-card.tsx';
import { OpenedContentView } from './opened-content-view.tsx';
import { Outcome } from './outcome.tsx';
import { SealedMessageView } from './sealed-message-view.tsx';
import { LongField } from './text-fields.tsx';
import { useTask } from './use-task.ts';

/** GenerateDataKeyPair: a key pair that seals without AWS. */
export function PairBench({ services }: { readonly services: AppServices }): ReactElement {
  const { pair: text } = useBenchMessages();
  return (
    <>
      <BenchIntro title={text.tab} calls={text.calls} use={text.use} limit={text.limit} />
      <div className="bench-trio">
        <MakePairCard services={services} />
        <SealCard services={services} />
        <OpenCard services={services} />
      </div>
    </>
  );
}

function SealCard({ services }: { readonly services: AppServices }): ReactElement {
  const { pair: text } = useBenchMessages();
  const { sealForPair } = services.workbench;
  const state = useTask(sealForPair);
  const [publicKey, setPublicKey] = useState('');
  const [content, setContent] = useState(noContent);
  return (
    <BenchCard title={text.sealTitle} about={text.sealAbout}>
      <LongField
        label={text.publicKey}
        value={publicKey}
        onChange={setPublicKey}
        look="code"
        about={text.fingerprintAdvice}
      />
      <EnvelopeContent content={content} onChange={setContent} />
      <div className="bench-actions">
        <PushButton
          isDisabled={publicKey.trim() === '' || !fitsEnvelope(content) || state.status === 'running'}
          onPress={() => sealForPair.run({ publicKey, content })}
        >
          {text.seal}
        </PushButton>
      </div>
      <Outcome state={state}>
        {(sealed) => <SealedMessageView sealed={sealed} isOffline save={services.save} />}
      </Outcome>
    </BenchCard>
  );
}

function OpenCard({ services }: { readonly services: AppServices }): ReactElement {
  const { pair: text, envelope } = useBenchMessages();
  const { openWithPair, makeKeyPair, keptDocuments } = services.workbench;
  const state = useTask(openWithPair);
  const [kept, setKept] = useState('');
  const [pasted, setPasted] = useState('');
  const [message, setMessage] = useState(noContent);
  return (
    <BenchCard title={text.openTitle} about={text.openAbout}>
      <KeptChoice kind="key-pairs" list={keptDocuments} maker={makeKeyPair} value={kept} onChange={setKept} />
      {kept === '' ? (
        <LongField label={text.pairField} value={pasted} onChange={setPasted} look="code" />
      ) : null}
      <ContentField label={envelope.paste} content={message} onChange={setMessage} look="code" />
      <div className="bench-actions">
        <PushButton
          isDisabled={(kept === '' && pasted.trim() === '') || isEmpty(message) || state.status === 'running'}
          onPress={() =>
            openWithPair.run({
              pair: kept === '' ? { kind: 'text', text: pasted } : { kind: 'kept', key: kept },
              message,
            })
          }
        >
          {text.open}
        </PushButton>
      </div>
      <Outcome state={state}>
        {(opened) => <OpenedContentView opened={opened} save={services.save} onClear={openWithPair.reset} />}
      </Outcome>
    </BenchCard>
  );
}
