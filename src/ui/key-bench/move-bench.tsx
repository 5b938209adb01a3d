import { useEffect, useState, type ReactElement } from 'react';
import type { BenchKey, WrappedKeySource } from '../../state/workbench.ts';
import type { AppServices } from '../app-services.ts';
import { visibleName } from '../format/visible-name.ts';
import { PushButton } from '../push-button.tsx';
import { useStore } from '../use-store.ts';
import { useBenchMessages } from './bench-messages.ts';
import { BenchCard, BenchIntro, GoodNews, NotConfigured } from './bench-parts.tsx';
import { OneOfFew, OneOfMany } from './choice-fields.tsx';
import { MoveReportView, UnwrapReportView } from './move-report.tsx';
import { Outcome } from './outcome.tsx';
import { RotationCard } from './rotation-card.tsx';
import { LongField } from './text-fields.tsx';
import { useTask } from './use-task.ts';

/** What is known of the two symmetric keys. */
interface Keys {
  readonly main: BenchKey | undefined;
  /** null: not configured; undefined: not known yet */
  readonly second: BenchKey | null | undefined;
}

/** ReEncrypt and rotation: wrapped keys that move, and old ones that go on opening. */
export function MoveBench({
  services,
  main,
  second,
}: Keys & { readonly services: AppServices }): ReactElement {
  const { move: text } = useBenchMessages();
  return (
    <>
      <BenchIntro title={text.tab} calls={text.calls} use={text.use} limit={text.limit} />
      {second === null ? <NotConfigured title={text.notConfigured} advice={text.configure} /> : null}
      <div className="bench-pair">
        <MoveCard services={services} hasSecond={second !== null} />
        <RotationCard workbench={services.workbench} main={main} second={second} />
      </div>
    </>
  );
}

function MoveCard(props: { readonly services: AppServices; readonly hasSecond: boolean }): ReactElement {
  const { services, hasSecond } = props;
  const { move: text, keys } = useBenchMessages();
  const { proveKey, moveKey } = services.workbench;
  const proved = useTask(proveKey);
  const moved = useTask(moveKey);
  const [from, setFrom] = useState<WrappedKeySource>({ kind: 'text', text: '' });
  const [to, setTo] = useState<'main' | 'second'>(hasSecond ? 'second' : 'main');
  const isBusy = proved.status === 'running' || moved.status === 'running';
  const isReady = !isBusy && (from.kind === 'stored' || from.text.trim() !== '');
  return (
    <BenchCard title={text.sourceTitle} about={text.sourceAbout}>
      <SourceFields services={services} from={from} onChange={setFrom} />
      <OneOfFew
        label={text.to}
        value={to}
        options={(hasSecond ? (['second', 'main'] as const) : (['main'] as const)).map((value) => ({
          value,
          words: keys[value],
        }))}
        onChange={setTo}
      />
      <div className="bench-actions">
        <PushButton
          look="primary"
          isDisabled={!isReady}
          onPress={() => {
            proveKey.reset();
            moveKey.run({ from, to });
          }}
        >
          {text.move}
        </PushButton>
        <PushButton
          isDisabled={!isReady}
          onPress={() => {
            moveKey.reset();
            proveKey.run({ from });
          }}
        >
          {text.prove}
        </PushButton>
      </div>
      <Outcome state={proved}>
        {(report) => (
          <>
            <GoodNews>{text.proved}</GoodNews>
            <UnwrapReportView report={report} />
          </>
        )}
      </Outcome>
      <Outcome state={moved}>{(report) => <MoveReportView report={report} save={services.save} />}</Outcome>
    </BenchCard>
  );
}

function SourceFields(props: {
  readonly services: AppServices;
  readonly from: WrappedKeySource;
  readonly onChange: (from: WrappedKeySource) => void;
}): ReactElement {
  const { services, from, onChange } = props;
  const { files } = services;
  const { move: text, field } = useBenchMessages();
  const { folder, view } = useStore(files);
  useEffect(() => {
    if (view.status === 'idle') files.enter(folder);
  }, [files, folder, view.status]);
  const stored = view.status === 'ready' ? view.files : [];
  return (
    <>
      {stored.length === 0 ? null : (
        <OneOfMany
          label={text.stored}
          value={from.kind === 'stored' ? from.key : ''}
          none={field.pasteInstead}
          options={stored.map(({ key, name }) => ({ value: key, words: visibleName(name) }))}
          onChange={(key) => onChange(key === '' ? { kind: 'text', text: '' } : { kind: 'stored', key })}
        />
      )}
      {from.kind === 'text' ? (
        <LongField
          label={text.paste}
          value={from.text}
          onChange={(value) => onChange({ kind: 'text', text: value })}
          look="code"
        />
      ) : null}
    </>
  );
}
