import { useEffect, useId, type ReactElement } from 'react';
import type { StoredFile } from '../state/files.ts';
import type { InspectionEntry, InspectionStore } from '../state/inspection.ts';
import { ErrorNotice } from './error-notice.tsx';
import { FileName } from './file-name.tsx';
import { visibleName } from './format/visible-name.ts';
import { CrossIcon, ReloadIcon } from './icons.tsx';
import { InspectionReport } from './inspection-report.tsx';
import { useMessages } from './messages/messages-context.ts';
import { ModalDialog } from './modal-dialog.tsx';
import { PushButton } from './push-button.tsx';
import { useStore } from './use-store.ts';

/** The inspection panel of one stored file. Inspects when it opens. */
export function InspectionDialog(props: {
  readonly file: StoredFile;
  readonly inspection: InspectionStore;
  readonly onClose: () => void;
}): ReactElement {
  const { file, inspection, onClose } = props;
  const { inspection: text } = useMessages();
  const entry = useStore(inspection).get(file.key) ?? { status: 'loading' };
  const titleId = useId();

  useEffect(() => {
    inspection.inspect(file.key);
    return () => inspection.forget(file.key);
  }, [inspection, file.key]);

  return (
    <ModalDialog shape="panel" labelledBy={titleId} onClose={onClose}>
      <div className="inspection-head">
        <h2 id={titleId}>
          <span className="visually-hidden">{text.title(visibleName(file.name))}</span>
          <span aria-hidden="true">
            <FileName name={file.name} />
          </span>
        </h2>
        <div className="inspection-tools">
          <PushButton
            look="quiet"
            size="small"
            label={text.again}
            isDisabled={entry.status === 'loading'}
            onPress={() => inspection.inspect(file.key)}
          >
            <ReloadIcon />
          </PushButton>
          <PushButton look="quiet" size="small" label={text.close} onPress={onClose}>
            <CrossIcon />
          </PushButton>
        </div>
      </div>
      <div className="inspection-body" aria-busy={entry.status === 'loading'}>
        <Body entry={entry} onRetry={() => inspection.inspect(file.key)} />
      </div>
    </ModalDialog>
  );
}

function Body({
  entry,
  onRetry,
}: {
  readonly entry: InspectionEntry;
  readonly onRetry: () => void;
}): ReactElement {
  const { inspection: text, tryAgain } = useMessages();
  if (entry.status === 'loading') {
    return (
      <output className="waiting">
        <span className="spinner" aria-hidden="true" />
        {text.loading}
      </output>
    );
  }
  if (entry.status === 'failed') {
    return (
      <ErrorNotice error={entry.error} actions={<PushButton onPress={onRetry}>{tryAgain}</PushButton>} />
    );
  }
  return <InspectionReport inspection={entry.inspection} />;
}
