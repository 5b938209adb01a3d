import { useEffect, useState, type ReactElement } from 'react';
import type { BenchKey, RsaKeyFacts } from '../../state/workbench.ts';
import type { AppServices } from '../app-services.ts';
import { Fact, Facts } from '../facts.tsx';
import { PushButton } from '../push-button.tsx';
import { oaepHashes, oaepLimit, type OaepHash } from '../../workbench/limits.ts';
import { utf8Length } from '../../workbench/text-length.ts';
import { useBenchMessages } from './bench-messages.ts';
import { BenchCard, BenchIntro, NotConfigured } from './bench-parts.tsx';
import { OneOfFew } from './choice-fields.tsx';
import { GivenText } from './given-text.tsx';
import { HiddenText } from './hidden-text.tsx';
import { LimitMeter } from './limit-meter.tsx';
import { KmsFacts } from './kms-facts.tsx';
import { MadeDocumentView } from './made-document-view.tsx';
import { OaepLimits } from './oaep-limits.tsx';
import { Outcome } from './outcome.tsx';
import { saveText } from './save-texts.ts';
import { LongField } from './text-fields.tsx';
import { TooLong } from './too-long.tsx';
import { useTask } from './use-task.ts';

interface BenchProps {
  readonly services: AppServices;
  readonly onTooLong: (text: string) => void;
}

/** GetPublicKey: sealed here with the public half, opened only by KMS. */
export function RsaBench(
  props: BenchProps & {
    /** null: not configured; undefined: not known yet */
    readonly configured: BenchKey | null | undefined;
  },
): ReactElement {
  const { services, onTooLong, configured } = props;
  const { rsa: text } = useBenchMessages();
  const { rsaKey } = services.workbench;
  const state = useTask(rsaKey);
  const isThere = configured !== null && configured !== undefined;
  useEffect(() => {
    if (isThere) rsaKey.run(null);
  }, [isThere, rsaKey]);
  return (
    <>
      <BenchIntro title={text.tab} calls={text.calls} use={text.use} limit={text.limit} />
      {configured === null ? <NotConfigured title={text.notConfigured} advice={text.configure} /> : null}
      <div className="bench-trio">
        <BenchCard title={text.keyTitle} about={text.keyAbout}>
          <Outcome state={state}>{(key) => <PublicKey publicKey={key} save={services.save} />}</Outcome>
          <OaepLimits spec={state.status === 'done' ? state.output.spec : null} />
          {state.status === 'failed' ? (
            <PushButton onPress={() => rsaKey.run(null)}>{text.fetchAgain}</PushButton>
          ) : null}
        </BenchCard>
        {state.status === 'done' ? (
          <>
            <SealCard services={services} publicKey={state.output} onTooLong={onTooLong} />
            <OpenCard services={services} />
          </>
        ) : null}
      </div>
    </>
  );
}

function PublicKey(props: {
  readonly publicKey: RsaKeyFacts;
  readonly save: AppServices['save'];
}): ReactElement {
  const { publicKey, save } = props;
  const { rsa: text } = useBenchMessages();
  return (
    <>
      <GivenText
        label={text.pem}
        text={publicKey.pem}
        onSave={() => saveText(save, text.pemFile, publicKey.pem)}
      />
      <Facts>
        <Fact name={text.spec} value={publicKey.spec} />
        <Fact name={text.fingerprint} value={publicKey.fingerprint} look="code" />
        <KmsFacts {...publicKey} />
      </Facts>
    </>
  );
}

function SealCard(props: BenchProps & { readonly publicKey: RsaKeyFacts }): ReactElement {
  const { services, onTooLong, publicKey } = props;
  const { rsa: text, field } = useBenchMessages();
  const { sealForRsaKey } = services.workbench;
  const state = useTask(sealForRsaKey);
  const [plain, setPlain] = useState('');
  const [hash, setHash] = useState<OaepHash>('SHA-256');
  const length = utf8Length(plain);
  const limit = oaepLimit(publicKey.spec, hash);
  const isOver = length > limit;
  return (
    <BenchCard title={text.sealTitle} about={text.sealAbout}>
      <OneOfFew
        label={text.hash}
        value={hash}
        options={oaepHashes.map((value) => ({ value, words: value }))}
        onChange={setHash}
      />
      <div>
        <LongField label={field.text} value={plain} onChange={setPlain} isInvalid={isOver} />
        <LimitMeter length={length} limit={limit} />
      </div>
      {isOver ? (
        <TooLong title={text.tooLongTitle} why={text.tooLongWhy} onMove={() => onTooLong(plain)} />
      ) : null}
      <div className="bench-actions">
        <PushButton
          look="primary"
          isDisabled={length === 0 || isOver || state.status === 'running'}
          onPress={() =>
            sealForRsaKey.run({ pem: publicKey.pem, keyArn: publicKey.keyArn, hash, text: plain })
          }
        >
          {text.seal}
        </PushButton>
      </div>
      <Outcome state={state}>
        {(made) => (
          <MadeDocumentView
            made={made}
            news={text.sealed}
            label={text.document}
            onSave={() => saveText(services.save, text.fileName, made.document)}
          />
        )}
      </Outcome>
    </BenchCard>
  );
}

function OpenCard({ services }: { readonly services: AppServices }): ReactElement {
  const { rsa: text } = useBenchMessages();
  const { openByRsaKey } = services.workbench;
  const state = useTask(openByRsaKey);
  const [pasted, setPasted] = useState('');
  return (
    <BenchCard title={text.openTitle} about={text.openAbout}>
      <LongField label={text.paste} value={pasted} onChange={setPasted} look="code" />
      <div className="bench-actions">
        <PushButton
          isDisabled={pasted.trim() === '' || state.status === 'running'}
          onPress={() => openByRsaKey.run({ text: pasted })}
        >
          {text.open}
        </PushButton>
      </div>
      <Outcome state={state}>
        {(opened) => (
          <>
            <HiddenText text={opened.text} onClear={openByRsaKey.reset} />
            <Facts>
              <KmsFacts {...opened} />
            </Facts>
          </>
        )}
      </Outcome>
    </BenchCard>
  );
}
