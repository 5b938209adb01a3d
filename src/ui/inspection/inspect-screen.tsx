import { useCallback, useMemo, useState, type ReactElement } from 'react';

import type { InspectTarget } from '../../state/inspection.ts';
import type { AppServices } from '../app-services.ts';
import { FileName } from '../file-name.tsx';
import { ReloadIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { TransfersPanel } from '../transfers/transfers-panel.tsx';
import type { Found } from '../drop/gather.ts';
import { useFileDrop } from '../drop/use-file-drop.ts';
import { useStore } from '../use-store.ts';
import { MessageChoice } from './message-choice.tsx';
import { MessagePanel } from './message-panel.tsx';
import { OpenSection } from './open-section.tsx';
import { useOpenInspection } from './use-open-inspection.ts';

interface InspectServices extends Pick<AppServices, 'inspections' | 'save' | 'connection' | 'preferences'> {
  /** null: nobody is signed in */
  readonly transfers: AppServices['transfers'] | null;
}

/** Where any message of the person's own is inspected, and opened: dropped, chosen or pasted. It never leaves the device. */
export function InspectScreen(props: {
  readonly services: InspectServices;
  readonly expired: boolean;
}): ReactElement {
  const { services, expired } = props;
  const { inspection } = useMessages();
  const text = inspection.screen;
  const [file, setFile] = useState<File | null>(null);
  const [note, setNote] = useState<'many' | null>(null);

  const take = useCallback((files: readonly File[]) => {
    const [first] = files;
    if (first === undefined) return;
    setFile(first);
    setNote(files.length > 1 ? 'many' : null);
  }, []);
  const takeFound = useCallback(
    (found: readonly Found[]) => take(found.flatMap((one) => (one.kind === 'file' ? [one.chosen.file] : []))),
    [take],
  );
  const isOver = useFileDrop(expired ? null : takeFound);

  return (
    <main className="inspect-screen">
      <div className={file === null ? undefined : 'visually-hidden'}>
        <h2>{text.title}</h2>
        <p className="soft">{text.lead}</p>
      </div>
      {file === null ? (
        <>
          <MessageChoice isOver={isOver} onFile={(chosen) => take([chosen])} />
          <Openings services={services} />
        </>
      ) : (
        <LocalMessage key={keyOf(file)} file={file} services={services} onOther={() => setFile(null)} />
      )}
      <output className="soft">{note === 'many' ? text.manyDropped : ''}</output>
    </main>
  );
}

/** Another file is another panel, with nothing of the one before. */
const keys = new WeakMap<File, string>();
function keyOf(file: File): string {
  const key = keys.get(file) ?? crypto.randomUUID();
  keys.set(file, key);
  return key;
}

function LocalMessage(props: {
  readonly file: File;
  readonly services: InspectServices;
  readonly onOther: () => void;
}): ReactElement {
  const { file, services, onOther } = props;
  const { inspection } = useMessages();
  const target = useMemo((): InspectTarget => ({ kind: 'local', file }), [file]);
  const opened = useOpenInspection(services.inspections, target);
  const { look } = useStore(opened);
  const isLoading = look.status === 'loading';
  return (
    <div className="local-message">
      <div className="section-head">
        <h2>
          <FileName name={file.name} />
        </h2>
        <PushButton
          look="quiet"
          size="small"
          label={inspection.again}
          isDisabled={isLoading}
          onPress={opened.inspect}
        >
          <ReloadIcon />
        </PushButton>
        <PushButton size="small" onPress={onOther}>
          {inspection.screen.other}
        </PushButton>
      </div>
      {look.status === 'ready' ? (
        <OpenSection
          file={file}
          inspection={look.inspection}
          connection={services.connection}
          transfers={services.transfers}
        />
      ) : null}
      <Openings services={services} />
      <div aria-busy={isLoading}>
        <MessagePanel opened={opened} save={services.save} />
      </div>
    </div>
  );
}

function Openings({ services }: { readonly services: InspectServices }): ReactElement | null {
  const { transfers } = services;
  return transfers === null ? null : <Moving {...services} transfers={transfers} />;
}

/** What moves, once anything does. */
function Moving(props: Pick<AppServices, 'transfers' | 'save' | 'preferences'>): ReactElement | null {
  const { transfers, save, preferences } = props;
  const { transfers: all } = useStore(transfers);
  if (all.length === 0) return null;
  return <TransfersPanel transfers={transfers} save={save} preferences={preferences} />;
}
