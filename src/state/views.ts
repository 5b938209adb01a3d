import { AppError, type ErrorData } from '../errors.ts';
import type { ViewedFile, ViewId } from '../vault/view-contract.ts';
import type { VaultLine } from './vault-line.ts';

export { viewLimit } from '../vault/view-contract.ts';

/** What came of opening a file to be looked at. */
export type ViewContent =
  | Extract<ViewedFile, { kind: 'whole' }>
  | (Extract<ViewedFile, { kind: 'ranged' }> & {
      /** Makes the port through which the vault gives ranges, in the place of the one before. @throws where the view is closed */
      readonly feed: () => Promise<MessagePort>;
    });

/** Stored files that are looked at. */
export interface Views {
  /**
   * Opens one. Whatever comes of it is told once to `onContent` or `onFailure`; a failure may also follow a content, when a later part of
   * it could not be read or did not verify: nothing more comes then.
   * @param file.byRange sound and moving pictures may be read by range, where they are long
   * @returns closes it; nothing is told afterwards
   */
  open(
    file: { readonly key: string; readonly acceptMoved: boolean; readonly byRange: boolean },
    told: {
      readonly onContent: (content: ViewContent) => void;
      readonly onFailure: (error: ErrorData) => void;
    },
  ): () => void;
}

export function createViews({ vault }: { readonly vault: VaultLine }): Views {
  async function feed(view: ViewId): Promise<MessagePort> {
    const { port1, port2 } = new MessageChannel();
    await vault.send('feedView', { view, port: port1 });
    return port2;
  }

  return {
    open({ key, acceptMoved, byRange }, { onContent, onFailure }) {
      const view = crypto.randomUUID();
      let isOpen = true;
      const stops: (() => void)[] = [];
      const end = (): void => {
        isOpen = false;
        for (const stop of stops) stop();
      };
      const fail = (error: ErrorData): void => {
        if (!isOpen) return;
        end();
        onFailure(error);
      };
      stops.push(
        vault.subscribe((event) => {
          if (event.type === 'view-failed' && event.view === view) fail(event.error);
        }),
        vault.onClose(() => fail(new AppError('vault-crashed', 'the vault ended').toData())),
      );
      const tell = async (): Promise<void> => {
        const viewed = await vault.send('viewFile', { view: byRange ? view : null, key, acceptMoved });
        if (!isOpen) return;
        onContent(viewed.kind === 'whole' ? viewed : { ...viewed, feed: () => feed(view) });
      };
      tell().catch((thrown: unknown) => fail(AppError.from(thrown).toData()));
      return () => {
        if (isOpen) vault.send('closeView', { view }).catch(() => {});
        end();
      };
    },
  };
}
