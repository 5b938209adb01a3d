import { useRef, useState, type ReactElement } from 'react';
import type { Inspection } from '../../inspect/inspection.ts';
import type { OpenInspection, OpenInspectionState } from '../../state/inspection.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { AlertIcon, CheckIcon, DashIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { useStore } from '../use-store.ts';
import { ByteMap } from './bytes/byte-map.tsx';
import { firstByte } from './bytes/selection.ts';
import { ChainSection } from './chain-section.tsx';
import { ContextSection } from './context-section.tsx';
import { FlipSection } from './flip/flip-section.tsx';
import { FramesSection } from './frames/frames-section.tsx';
import { KmsKeySection } from './kms-key-section.tsx';
import { LimitsSection } from './limits-section.tsx';
import { MessageSection } from './message-section.tsx';
import { SectionLinks } from './section-links.tsx';
import type { SectionName } from './sections.ts';
import { StorageSection } from './storage-section.tsx';
import { bestChain, verdictOf, type Verdict } from './verdict.ts';
import { VerifySection } from './verify/verify-section.tsx';
import { WrappedKeysSection } from './wrapped-keys-section.tsx';

interface PanelProps {
  readonly opened: OpenInspection;
  readonly save: (name: string, file: File) => void;
}

/** Everything there is to see of one message: while it is read, when it cannot be, and what was found. */
export function MessagePanel({ opened, save }: PanelProps): ReactElement {
  const state = useStore(opened);
  const { inspection: text, tryAgain } = useMessages();
  const { look } = state;
  if (look.status === 'loading') {
    return (
      <output className="waiting">
        <span className="spinner" aria-hidden="true" />
        {text.loading}
      </output>
    );
  }
  if (look.status === 'failed') {
    return (
      <ErrorNotice
        error={look.error}
        actions={<PushButton onPress={opened.inspect}>{tryAgain}</PushButton>}
      />
    );
  }
  return <Found inspection={look.inspection} state={state} opened={opened} save={save} />;
}

/** The verdict first, then the parts. */
function Found(
  props: PanelProps & { readonly inspection: Inspection; readonly state: OpenInspectionState },
): ReactElement {
  const { inspection, state, opened, save } = props;
  const { inspection: text } = useMessages();
  const [selection, setSelection] = useState(firstByte);
  const panelRef = useRef<HTMLDivElement>(null);
  const { message, messageProblem, storage, anatomy } = inspection;
  const report = state.verification.status === 'ended' ? state.verification.report : null;
  return (
    <div className="panel" ref={panelRef}>
      <SectionLinks shown={shownSections(inspection)} panel={panelRef} />
      <div className="panel-parts">
        <VerdictBanner verdict={verdictOf(inspection, report)} />
        {inspection.encoding === 'base64' ? <p className="soft">{text.decoded}</p> : null}
        {messageProblem === null || inspection.chain.steps.header.outcome === 'failed' ? null : (
          <ErrorNotice error={messageProblem} />
        )}
        <ChainSection chain={bestChain(inspection, report)} message={message} />
        {message === null ? null : (
          <>
            <MessageSection inspection={inspection} message={message} />
            <ContextSection inspection={inspection} message={message} />
            <WrappedKeysSection wrappedKeys={message.wrappedKeys} />
          </>
        )}
        <ByteMap
          anatomy={anatomy}
          headerLength={message?.headerLength ?? null}
          selection={selection}
          onSelect={setSelection}
        />
        {message === null ? null : (
          <>
            <FramesSection message={message} frames={inspection.frames} opened={opened} state={state} />
            <VerifySection inspection={inspection} opened={opened} state={state} onSave={save} />
            <KmsKeySection kmsKey={inspection.kmsKey} />
          </>
        )}
        {storage === null ? null : <StorageSection storage={storage} />}
        {message === null ? null : (
          <>
            <LimitsSection inspection={inspection} />
            <FlipSection
              inspection={inspection}
              opened={opened}
              state={state}
              selection={selection}
              onSelect={setSelection}
            />
          </>
        )}
      </div>
    </div>
  );
}

function shownSections({ message, storage }: Inspection): readonly SectionName[] {
  const readable: readonly SectionName[] =
    message === null
      ? []
      : ['message', 'context', 'wrappedKeys', 'frames', 'verify', 'kmsKey', 'limits', 'flip'];
  return ['chain', 'bytes', ...readable, ...(storage === null ? [] : (['storage'] as const))];
}

function VerdictBanner({ verdict }: { readonly verdict: Verdict }): ReactElement {
  const { inspection: text } = useMessages();
  return (
    <output className="verdict" data-verdict={verdict}>
      {verdict === 'verified' || verdict === 'complete' ? (
        <CheckIcon />
      ) : verdict === 'notTried' || verdict === 'noKey' ? (
        <DashIcon />
      ) : (
        <AlertIcon />
      )}
      {text.verdict[verdict]}
    </output>
  );
}
