import { use, useEffect, useId, type ReactElement } from 'react';
import type { StorageUse, StoredSum } from '../../state/storage-use.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { formatBytesExactly, formatDate, formatSize } from '../format/quantities.ts';
import { useMessages } from '../messages/messages-context.ts';
import type { StorageUseText } from '../messages/shape.ts';
import { words } from '../messages/words.ts';
import { ModalDialog } from '../modal-dialog.tsx';
import { PushButton } from '../push-button.tsx';
import { useStore } from '../use-store.ts';

/** Counts all that is stored when it opens, unless that is known; ceases when it closes. */
export default function StorageUseDialog(props: {
  readonly storageUse: StorageUse;
  readonly onClose: () => void;
}): ReactElement {
  const { storageUse, onClose } = props;
  const { cancel, close, locale } = useMessages();
  const text = use(words[locale].storageUse());
  const state = useStore(storageUse);
  const titleId = useId();
  useEffect(() => {
    storageUse.begin();
    return storageUse.stop;
  }, [storageUse]);
  const isCounting = state.status === 'idle' || state.status === 'counting';
  const isDone = state.status === 'done';
  return (
    <ModalDialog shape="card" labelledBy={titleId} onClose={onClose}>
      <h2 id={titleId}>{text.title}</h2>
      <output className={isCounting ? 'waiting' : undefined}>
        {state.status === 'counting' ? soFar(state.sum, text, locale) : null}
        {isDone && state.isStale ? text.stale : null}
      </output>
      {state.status === 'failed' ? <ErrorNotice error={state.error} /> : null}
      {isDone ? (
        <>
          <SumFacts sum={state.sum} text={text} />
          <p className="soft">
            {text.countedAt(formatDate(new Date(state.countedAt).toISOString(), locale) ?? '')}{' '}
            {text.notCounted}
          </p>
        </>
      ) : null}
      <div className="dialog-actions">
        {state.status === 'failed' || (isDone && state.isStale) ? (
          <PushButton onPress={storageUse.begin}>{text.again}</PushButton>
        ) : null}
        <PushButton onPress={onClose}>{isCounting ? cancel : close}</PushButton>
      </div>
    </ModalDialog>
  );
}

function soFar({ files, kept, former }: StoredSum, text: StorageUseText, locale: string): string {
  const count = files.count + kept.count + (former?.count ?? 0);
  return text.soFar(count, formatSize(files.bytes + kept.bytes + (former?.bytes ?? 0), locale));
}

/** Each kind of what is stored; what there is none of is left out, but for files. */
function SumFacts(props: { readonly sum: StoredSum; readonly text: StorageUseText }): ReactElement {
  const { text } = props;
  const { files, kept, former } = props.sum;
  const formerBytes = former?.bytes ?? 0;
  const hasFormer = former !== null && former.count > 0;
  return (
    <dl className="facts">
      <SumFact name={text.files} count={text.filesOf(files.count)} bytes={files.bytes} />
      {hasFormer ? (
        <SumFact name={text.former} count={text.versionsOf(former.count)} bytes={formerBytes} />
      ) : null}
      {former === null ? (
        <div className="fact">
          <dt>{text.former}</dt>
          <dd>{text.formerUnknown}</dd>
        </div>
      ) : null}
      {kept.count > 0 ? (
        <SumFact name={text.kept} count={text.documentsOf(kept.count)} bytes={kept.bytes} />
      ) : null}
      {hasFormer || kept.count > 0 ? (
        <SumFact name={text.total} bytes={files.bytes + formerBytes + kept.bytes} />
      ) : null}
    </dl>
  );
}

function SumFact(props: {
  readonly name: string;
  readonly count?: string;
  readonly bytes: number;
}): ReactElement {
  const { name, count, bytes } = props;
  const { locale } = useMessages();
  const [size, exact] = [formatSize(bytes, locale), formatBytesExactly(bytes, locale)];
  return (
    <div className="fact sum-fact">
      <dt>
        {name}
        {count === undefined ? null : <span className="figure">{count}</span>}
      </dt>
      <dd className="figure">
        {size}
        {size === exact ? null : <span className="soft">{exact}</span>}
      </dd>
    </div>
  );
}
