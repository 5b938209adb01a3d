import { useState, type ReactElement } from 'react';
import type { AppServices } from '../app-services.ts';
import { visibleName } from '../format/visible-name.ts';
import { PushButton } from '../push-button.tsx';
import { directLimit } from '../../workbench/limits.ts';
import { utf8Length } from '../../workbench/text-length.ts';
import { useBenchMessages } from './bench-messages.ts';
import { BenchCard, BenchIntro, GoodNews } from './bench-parts.tsx';
import { HiddenText } from './hidden-text.tsx';
import { KeptChoice } from './kept-choice.tsx';
import { LimitMeter } from './limit-meter.tsx';
import { KmsFacts } from './kms-facts.tsx';
import { MadeDocumentView } from './made-document-view.tsx';
import { Facts } from '../facts.tsx';
import { Outcome } from './outcome.tsx';
import { saveText } from './save-texts.ts';
import { LongField, ShortField } from './text-fields.tsx';
import { TooLong } from './too-long.tsx';
import { useTask } from './use-task.ts';

interface BenchProps {
  readonly services: AppServices;
  /** takes a text over to the envelope bench */
  readonly onTooLong: (text: string) => void;
}

/** Encrypt and Decrypt: small secrets, sealed by KMS itself. */
export function SecretBench({ services, onTooLong }: BenchProps): ReactElement {
  const { secret: text } = useBenchMessages();
  return (
    <>
      <BenchIntro title={text.tab} calls={text.calls} use={text.use} limit={text.limit} />
      <div className="bench-pair">
        <SealCard services={services} onTooLong={onTooLong} />
        <OpenCard services={services} />
      </div>
    </>
  );
}

function SealCard({ services, onTooLong }: BenchProps): ReactElement {
  const { secret: text } = useBenchMessages();
  const { sealSecret } = services.workbench;
  const state = useTask(sealSecret);
  const [secret, setSecret] = useState('');
  const [name, setName] = useState('');
  const length = utf8Length(secret);
  const isOver = length > directLimit;
  return (
    <BenchCard title={text.sealTitle} about={text.sealAbout}>
      <div>
        <LongField label={text.field} value={secret} onChange={setSecret} isInvalid={isOver} />
        <LimitMeter length={length} limit={directLimit} />
      </div>
      {isOver ? (
        <TooLong title={text.tooLongTitle} why={text.tooLongWhy} onMove={() => onTooLong(secret)} />
      ) : null}
      <ShortField label={text.keepAs} value={name} onChange={setName} about={text.keepAbout} />
      <div className="bench-actions">
        <PushButton
          look="primary"
          isDisabled={length === 0 || isOver || state.status === 'running'}
          onPress={() => sealSecret.run({ text: secret, keepAs: name.trim() === '' ? null : name })}
        >
          {text.seal}
        </PushButton>
      </div>
      <Outcome state={state}>
        {(made) => (
          <MadeDocumentView
            made={made}
            news={text.sealed(made.keptAt === null ? null : visibleName(keptNameOf(made.keptAt)))}
            label={text.document}
            onSave={() => saveText(services.save, text.fileName, made.document)}
          />
        )}
      </Outcome>
    </BenchCard>
  );
}

function OpenCard({ services }: { readonly services: AppServices }): ReactElement {
  const { secret: text } = useBenchMessages();
  const { openSecret, sealSecret, keptDocuments } = services.workbench;
  const state = useTask(openSecret);
  const [pasted, setPasted] = useState('');
  const [kept, setKept] = useState('');
  return (
    <BenchCard title={text.openTitle} about={text.openAbout}>
      <KeptChoice kind="secrets" list={keptDocuments} maker={sealSecret} value={kept} onChange={setKept} />
      {kept === '' ? <LongField label={text.paste} value={pasted} onChange={setPasted} look="code" /> : null}
      <div className="bench-actions">
        <PushButton
          isDisabled={(kept === '' && pasted.trim() === '') || state.status === 'running'}
          onPress={() =>
            openSecret.run({
              from: kept === '' ? { kind: 'text', text: pasted } : { kind: 'kept', key: kept },
            })
          }
        >
          {text.open}
        </PushButton>
      </div>
      <Outcome state={state}>
        {(opened) => (
          <>
            <GoodNews>{text.opened}</GoodNews>
            <HiddenText text={opened.text} onClear={openSecret.reset} />
            <Facts>
              <KmsFacts {...opened} />
            </Facts>
          </>
        )}
      </Outcome>
    </BenchCard>
  );
}

/** The last part of a key, without its ending. */
function keptNameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1).replace(/\.json$/u, '');
}
