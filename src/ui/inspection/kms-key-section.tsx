import type { ReactElement } from 'react';
import type { Answer, KmsKeyAnswer, KmsKeyReport } from '../../inspect/inspection.ts';
import { ErrorFacts, ErrorNotice } from '../error-notice.tsx';
import { formatDate } from '../format/quantities.ts';
import { AlertIcon } from '../icons.tsx';
import { visibleName } from '../format/visible-name.ts';
import { useMessages } from '../messages/messages-context.ts';
import { Fact, Facts, FactSection } from '../facts.tsx';

/** A key rotated by hand can have many behind it. */
const shownRotations = 20;

/** What KMS says of the key that wraps, as far as it may be asked. */
export function KmsKeySection({ kmsKey }: { readonly kmsKey: KmsKeyAnswer }): ReactElement {
  const { inspection } = useMessages();
  const text = inspection.kmsKey;
  return (
    <FactSection id="kmsKey" title={text.title} about={text.about}>
      {kmsKey.status === 'known' ? <KnownKey kmsKey={kmsKey.value} /> : null}
      {kmsKey.status === 'failed' && kmsKey.error.code === 'kms-denied' ? (
        <div>
          <p>{text.deniedKey}</p>
          <ErrorFacts error={kmsKey.error} />
        </div>
      ) : null}
      {kmsKey.status === 'failed' && kmsKey.error.code !== 'kms-denied' ? (
        <ErrorNotice error={kmsKey.error} />
      ) : null}
      {kmsKey.status === 'not-asked' ? <p>{text.notAsked}</p> : null}
    </FactSection>
  );
}

function KnownKey({ kmsKey }: { readonly kmsKey: KmsKeyReport }): ReactElement {
  const { inspection, locale } = useMessages();
  const text = inspection.kmsKey;
  const isSymmetric = kmsKey.keySpec === 'SYMMETRIC_DEFAULT';
  return (
    <>
      <StateWarning kmsKey={kmsKey} />
      <Facts>
        <Fact name={text.arn} value={kmsKey.arn} look="code" />
        <Aliases aliases={kmsKey.aliases} />
        <Fact name={text.state} value={kmsKey.state} />
        <Fact name={text.keySpec} value={kmsKey.keySpec} />
        <Fact name={text.kind} value={isSymmetric ? text.symmetric : text.asymmetric} />
        <Fact name={text.usage} value={kmsKey.usage} />
        <Fact name={text.origin} value={kmsKey.origin} />
        <Fact name={text.manager} value={kmsKey.manager} />
        <Fact name={text.multiRegion} value={kmsKey.multiRegion ? inspection.yes : inspection.no} />
        <Fact name={text.description} value={kmsKey.description === '' ? null : kmsKey.description} />
        <Fact
          name={text.created}
          isOurs
          value={kmsKey.created === null ? null : formatDate(kmsKey.created, locale)}
        />
        <Rotation rotation={kmsKey.rotation} />
        <PastRotations rotations={kmsKey.rotations} />
      </Facts>
      <p className="soft">{text.rotationNote}</p>
      <Denials kmsKey={kmsKey} />
    </>
  );
}

function StateWarning({ kmsKey }: { readonly kmsKey: KmsKeyReport }): ReactElement | null {
  const { inspection, locale } = useMessages();
  const text = inspection.kmsKey;
  const { state, deletionDate } = kmsKey;
  if (state !== 'PendingDeletion' && state !== 'Disabled') return null;
  return (
    <p className="notice notice-warn">
      <AlertIcon />
      {state === 'Disabled'
        ? text.disabled
        : text.pendingDeletion(deletionDate === null ? null : formatDate(deletionDate, locale))}
    </p>
  );
}

function Aliases({ aliases }: { readonly aliases: KmsKeyReport['aliases'] }): ReactElement {
  const { inspection } = useMessages();
  const text = inspection.kmsKey;
  if (aliases.status !== 'known') return <Fact name={text.aliases} value={text.notShown} look="quiet" />;
  return (
    <Fact name={text.aliases} value={aliases.value.length === 0 ? text.noAlias : aliases.value.join(', ')} />
  );
}

function Rotation({ rotation }: { readonly rotation: KmsKeyReport['rotation'] }): ReactElement {
  const { inspection, locale } = useMessages();
  const text = inspection.kmsKey;
  if (rotation.status !== 'known') return <Fact name={text.rotation} value={text.notShown} look="quiet" />;
  const { enabled, periodDays, nextDate } = rotation.value;
  return (
    <>
      <Fact name={text.rotation} value={enabled ? text.rotationOn(periodDays) : text.rotationOff} />
      <Fact
        name={text.nextRotation}
        isOurs
        value={enabled && nextDate !== null ? formatDate(nextDate, locale) : null}
      />
    </>
  );
}

function PastRotations({ rotations }: { readonly rotations: KmsKeyReport['rotations'] }): ReactElement {
  const { inspection, locale } = useMessages();
  const text = inspection.kmsKey;
  if (rotations.status !== 'known') return <Fact name={text.rotations} value={text.notShown} look="quiet" />;
  if (rotations.value.length === 0) return <Fact name={text.rotations} value={text.noRotations} />;
  return (
    <Fact
      name={text.rotations}
      isOurs
      value={rotations.value
        .slice(0, shownRotations)
        .map(({ date, type }) =>
          text.rotationOf(formatDate(date, locale) ?? visibleName(date), visibleName(type)),
        )
        .join('; ')}
    />
  );
}

/** What was refused, and that nothing is lost by it. */
function Denials({ kmsKey }: { readonly kmsKey: KmsKeyReport }): ReactElement | null {
  const { inspection } = useMessages();
  const text = inspection.kmsKey;
  const refused: readonly (readonly [name: string, answer: Answer<unknown>])[] = [
    [text.aliases, kmsKey.aliases],
    [text.rotation, kmsKey.rotation],
    [text.rotations, kmsKey.rotations],
  ];
  const failed = refused.filter(([, answer]) => answer.status === 'failed');
  if (failed.length === 0) return null;
  return (
    <ul className="denials">
      {failed.map(([name, answer]) => (
        <li key={name}>
          <p>
            {name}: {answer.status === 'failed' ? <Why answer={answer} /> : null}
          </p>
          {answer.status === 'failed' ? <ErrorFacts error={answer.error} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Why({ answer }: { readonly answer: Extract<Answer<unknown>, { status: 'failed' }> }): string {
  const { inspection, describeError } = useMessages();
  if (answer.error.code === 'kms-denied') return inspection.kmsKey.denied;
  const { title, advice } = describeError(answer.error);
  return `${title} ${advice}`;
}
