import type { ReactElement } from 'react';
import type { BenchKey, BenchRotation } from '../../state/workbench.ts';
import type { Workbench } from '../../state/workbench.ts';
import { CopyButton } from '../copy-button.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import { Fact, Facts } from '../facts.tsx';
import { formatDate } from '../format/quantities.ts';
import { PushButton } from '../push-button.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { useBenchMessages } from './bench-messages.ts';
import { BenchCard } from './bench-parts.tsx';

/** Whether and when the symmetric keys were rotated, as far as KMS lets the person look. */
export function RotationCard(props: {
  readonly workbench: Workbench;
  readonly main: BenchKey | undefined;
  readonly second: BenchKey | null | undefined;
}): ReactElement {
  const { workbench, main, second } = props;
  const { move: text, keys } = useBenchMessages();
  const command = main?.status === 'known' ? text.rotateCommand(main.arn) : null;
  return (
    <BenchCard title={text.rotationTitle} about={text.rotationAbout}>
      {command === null ? null : (
        <p className="bench-command">
          <code>{command}</code>
          <CopyButton what={text.rotationTitle} value={command} />
        </p>
      )}
      {main === undefined ? null : <KeyRotation title={keys.main} benchKey={main} />}
      {second === undefined || second === null ? null : <KeyRotation title={keys.second} benchKey={second} />}
      <div className="bench-actions">
        <PushButton onPress={() => workbench.benchKeys.run(null)}>{text.lookAgain}</PushButton>
      </div>
    </BenchCard>
  );
}

function KeyRotation(props: { readonly title: string; readonly benchKey: BenchKey }): ReactElement {
  const { title, benchKey } = props;
  const { move: text } = useBenchMessages();
  return (
    <div className="move-side">
      <h5>{title}</h5>
      {benchKey.status === 'failed' ? (
        <ErrorNotice error={benchKey.error} />
      ) : (
        <Facts>
          <Fact name={text.keyArn} value={benchKey.arn} look="code" />
          <Fact name={text.currentMaterial} value={shortened(benchKey.currentMaterialId)} />
          {benchKey.rotation?.status === 'known' ? <RotationFacts rotation={benchKey.rotation} /> : null}
        </Facts>
      )}
      {benchKey.status === 'known' && benchKey.rotation?.status === 'failed' ? (
        <ErrorNotice error={benchKey.rotation.error} />
      ) : null}
    </div>
  );
}

function RotationFacts(props: {
  readonly rotation: Extract<BenchRotation, { status: 'known' }>;
}): ReactElement {
  const { automatic, periodDays, rotations } = props.rotation;
  const { move: text } = useBenchMessages();
  const { locale } = useMessages();
  const last = rotations.at(-1)?.date ?? null;
  return (
    <>
      <Fact name={text.rotates} value={automatic ? text.automatic(periodDays) : text.onlyOnDemand} />
      <Fact
        name={text.rotations}
        isOurs
        value={
          rotations.length === 0
            ? text.never
            : text.times(rotations.length, last === null ? null : formatDate(last, locale))
        }
      />
    </>
  );
}

/** Enough of a material's id to tell it from others. */
function shortened(id: string | null): string | null {
  return id === null ? null : `${id.slice(0, 16)}…`;
}
