import type { ReactElement } from 'react';
import { localOpening, type LocalOpening } from '../../inspect/local-opening.ts';
import type { Inspection } from '../../inspect/inspection.ts';
import type { Connection } from '../../state/connection.ts';
import type { ReadableStore } from '../../state/store.ts';
import type { TransfersStore } from '../../state/transfers.ts';
import { FileName } from '../file-name.tsx';
import { visibleName } from '../format/visible-name.ts';
import { AlertIcon, OpenIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { useStore } from '../use-store.ts';
import { excerpt } from './excerpt.ts';

/** A hostile header can have thousands of keys, and names of 64 KiB. */
const shownKeys = 3;
const shownText = 300;

/** Opens a message on the device as a stored file is opened, or says why that cannot be now. */
export function OpenSection(props: {
  readonly file: File;
  readonly inspection: Inspection;
  readonly connection: ReadableStore<Connection>;
  /** null: nobody is signed in */
  readonly transfers: Pick<TransfersStore, 'openLocal'> | null;
}): ReactElement | null {
  const { file, inspection, connection, transfers } = props;
  const isOnline = useStore(connection) === 'online';
  const opening = localOpening(inspection, { isOnline, isSignedIn: transfers !== null });
  const { inspection: panel } = useMessages();
  const text = panel.open;
  if (opening === null) return null;
  if (opening.status !== 'ready') {
    return (
      <section className="open-here" aria-label={text.label} data-ready={false}>
        <AlertIcon />
        <output>
          <WhyNot opening={opening} />
        </output>
      </section>
    );
  }
  const { name, location } = opening;
  return (
    <section className="open-here" aria-label={text.label} data-ready>
      <PushButton
        look="primary"
        label={text.openNamed(visibleName(name))}
        onPress={() => transfers?.openLocal(file, name)}
      >
        <OpenIcon />
        {text.open}
      </PushButton>
      <div>
        <p className="open-name">
          <FileName name={name} />
        </p>
        <p className="soft">{text.about}</p>
        {location === null ? null : (
          <p className="soft">
            {text.stated} <code>{excerpt(location, shownText)}</code>
          </p>
        )}
      </div>
    </section>
  );
}

function WhyNot({ opening }: { readonly opening: Exclude<LocalOpening, { status: 'ready' }> }): ReactElement {
  const { inspection: panel } = useMessages();
  const text = panel.open;
  if (opening.status === 'no-key') return <>{text.noKey}</>;
  if (opening.status === 'other-owner') {
    return (
      <>
        {text.otherOwner}
        {opening.owner === null ? null : (
          <code className="open-key">{excerpt(opening.owner, shownText)}</code>
        )}
      </>
    );
  }
  const shown = new Set(opening.keys.slice(0, shownKeys).map((key) => excerpt(key, shownText)));
  return (
    <>
      {opening.status === 'offline' ? text.offline : text.signedOut}
      {[...shown].map((key) => (
        <code className="open-key" key={key}>
          {key}
        </code>
      ))}
    </>
  );
}
