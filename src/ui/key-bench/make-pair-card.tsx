import { useState, type ReactElement } from 'react';
import type { MadeKeyPair } from '../../state/workbench.ts';
import type { AppServices } from '../app-services.ts';
import { Fact, Facts } from '../facts.tsx';
import { formatBytesExactly } from '../format/quantities.ts';
import { visibleName } from '../format/visible-name.ts';
import { PushButton } from '../push-button.tsx';
import { rsaSpecs, type RsaSpec } from '../../workbench/limits.ts';
import { useMessages } from '../messages/messages-context.ts';
import { useBenchMessages } from './bench-messages.ts';
import { BenchCard, GoodNews } from './bench-parts.tsx';
import { OneOfFew } from './choice-fields.tsx';
import { GivenText } from './given-text.tsx';
import { KmsFacts } from './kms-facts.tsx';
import { Outcome } from './outcome.tsx';
import { saveText } from './save-texts.ts';
import { ShortField } from './text-fields.tsx';
import { useTask } from './use-task.ts';

/** Has KMS make a key pair. */
export function MakePairCard({ services }: { readonly services: AppServices }): ReactElement {
  const { pair: text, secret } = useBenchMessages();
  const { makeKeyPair } = services.workbench;
  const state = useTask(makeKeyPair);
  const [spec, setSpec] = useState<RsaSpec>('RSA_3072');
  const [name, setName] = useState('');
  return (
    <BenchCard title={text.makeTitle} about={text.makeAbout}>
      <OneOfFew
        label={text.spec}
        value={spec}
        options={rsaSpecs.map((value) => ({ value, words: value.replace('_', ' ') }))}
        onChange={setSpec}
      />
      <ShortField label={secret.keepAs} value={name} onChange={setName} about={text.keepAbout} />
      <div className="bench-actions">
        <PushButton
          look="primary"
          isDisabled={state.status === 'running'}
          onPress={() => makeKeyPair.run({ spec, keepAs: name.trim() === '' ? null : name })}
        >
          {text.make}
        </PushButton>
      </div>
      <Outcome state={state}>{(made) => <Made made={made} name={name} save={services.save} />}</Outcome>
    </BenchCard>
  );
}

function Made(props: {
  readonly made: MadeKeyPair;
  readonly name: string;
  readonly save: AppServices['save'];
}): ReactElement {
  const { made, name, save } = props;
  const { pair: text, field, rsa } = useBenchMessages();
  const { locale } = useMessages();
  return (
    <>
      <GoodNews>{text.made(made.keptAt === null ? null : visibleName(name.trim()))}</GoodNews>
      <GivenText label={text.pem} text={made.pem} onSave={() => saveText(save, text.pemFile, made.pem)} />
      <GivenText
        label={text.document}
        text={made.document}
        onSave={() => saveText(save, text.fileName, made.document)}
      />
      <Facts>
        <Fact name={text.fingerprint} value={made.fingerprint} look="code" />
        <Fact name={rsa.spec} value={made.spec} />
        <Fact name={text.wrappedLength} value={formatBytesExactly(made.wrappedLength, locale)} />
        <KmsFacts {...made} />
        <Fact name={field.keptAt} value={made.keptAt} look="code" />
      </Facts>
    </>
  );
}
