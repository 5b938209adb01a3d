import { AppError } from '../../errors.ts';
import type { Seekable } from '../../transfer/open/seekable.ts';
import type { ObjectStore } from '../../transfer/store-port.ts';
import type { VaultEnvironment } from '../environment.ts';
import type { Session } from '../session.ts';
import type { ViewCommands, ViewId } from '../view-contract.ts';
import { feedView } from './feed-view.ts';
import { viewFile } from './view-file.ts';

type ViewHandlers = {
  readonly [C in keyof ViewCommands]: (input: ViewCommands[C]['input']) => Promise<ViewCommands[C]['output']>;
};

interface OpenView {
  readonly seekable: Seekable;
  /** null until somebody asks for ranges */
  endFeed: (() => void) | null;
}

/** The commands by which stored files are looked at. A view that is open holds the key of its message, and ends with `closeView`, a failure or the session. */
export function createViewCommands(
  environment: Pick<VaultEnvironment, 'crew' | 'tuning' | 'emit'>,
  withSession: <T>(perform: (session: Session) => Promise<T>) => Promise<T>,
  signal: AbortSignal,
): ViewHandlers {
  const { crew, tuning, emit } = environment;
  const views = new Map<ViewId, OpenView>();
  /** what is not open yet */
  const opening = new Map<ViewId, AbortController>();

  const close = (view: ViewId): void => {
    opening.get(view)?.abort();
    views.get(view)?.endFeed?.();
    views.delete(view);
  };
  /** A range may be asked for long after: by then the session may have other credentials, or be over. */
  const read: ObjectStore['read'] = (request) => withSession((session) => session.store.read(request));

  signal.addEventListener('abort', () => {
    for (const view of views.keys()) close(view);
  });

  return {
    viewFile: async ({ view, key, acceptMoved }) => {
      const stop = new AbortController();
      const ownSignal = AbortSignal.any([signal, stop.signal]);
      if (view !== null) opening.set(view, stop);
      try {
        const opened = await withSession(({ store, kms, identityId }) => {
          const ports = { store: { ...store, read }, kms, crew, tuning };
          const request = { key, identityId, acceptMoved, byRange: view !== null, signal: ownSignal };
          return viewFile(ports, request);
        });
        if (opened.kind === 'whole') return opened;
        const { seekable, media } = opened;
        if (view !== null && !ownSignal.aborted) views.set(view, { seekable, endFeed: null });
        return { kind: 'ranged', media, bytes: seekable.length };
      } finally {
        if (view !== null) opening.delete(view);
      }
    },

    async feedView({ view, port }) {
      const open = views.get(view);
      if (open === undefined) {
        port.close();
        throw new AppError('internal', 'this view is closed');
      }
      open.endFeed?.();
      open.endFeed = feedView(port, open.seekable, (error) => {
        close(view);
        emit({ type: 'view-failed', view, error: error.toData() });
      });
      return null;
    },

    async closeView({ view }) {
      close(view);
      return null;
    },
  };
}
