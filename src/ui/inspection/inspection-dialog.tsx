import { useId, useMemo, type ReactElement } from 'react';
import type { StoredFile } from '../../state/files.ts';
import type { Inspections } from '../../state/inspection.ts';
import { FileName } from '../file-name.tsx';
import { visibleName } from '../format/visible-name.ts';
import { CrossIcon, ReloadIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { ModalDialog } from '../modal-dialog.tsx';
import { PushButton } from '../push-button.tsx';
import { useStore } from '../use-store.ts';
import { MessagePanel } from './message-panel.tsx';
import { useOpenInspection } from './use-open-inspection.ts';

/** The inspection panel of one stored file. Inspects when it opens. */
export function InspectionDialog(props: {
  readonly file: StoredFile;
  readonly inspections: Inspections;
  readonly save: (name: string, file: File) => void;
  readonly onClose: () => void;
}): ReactElement {
  const { file, inspections, save, onClose } = props;
  const { inspection: text } = useMessages();
  const target = useMemo(() => ({ kind: 'stored', key: file.key }) as const, [file.key]);
  const opened = useOpenInspection(inspections, target);
  const { look } = useStore(opened);
  const titleId = useId();

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
            isDisabled={look.status === 'loading'}
            onPress={opened.inspect}
          >
            <ReloadIcon />
          </PushButton>
          <PushButton look="quiet" size="small" label={text.close} onPress={onClose}>
            <CrossIcon />
          </PushButton>
        </div>
      </div>
      <div className="inspection-body" aria-busy={look.status === 'loading'}>
        <MessagePanel opened={opened} save={save} />
      </div>
    </ModalDialog>
  );
}
