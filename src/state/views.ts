import { AppError, type ErrorData } from '../errors.ts';
import type { MediaType, ViewedFile, ViewId } from '../vault/view-contract.ts';
import type { VaultLine } from './vault-line.ts';

export { viewLimit } from '../vault/view-contract.ts';
export type { MediaType };

/** What came of opening a file to be looked at. `url`: where the player's document finds sound and moving pictures. */
export type ViewContent =
  | Extract<ViewedFile, { kind: 'whole' }>
  | (Extract<ViewedFile, { kind: 'ranged' }> & { readonly url: string });

/** Who answers a media element's requests, by what the port brings. */
export type OfferMedia = (file: {
  readonly id: ViewId;
  readonly media: MediaType;
  /** bytes of plaintext */
  readonly length: number;
  readonly feed: (port: MessagePort) => Promise<unknown>;
}) => Promise<{ readonly url: string; readonly withdraw: () => void } | null>;

/** Stored files that are looked at. */
export interface Views {
  /**
   * Opens one. Whatever comes of it is told once to `onContent` or `onFailure`; a failure may also follow a content, when a later part of
   * it could not be read or did not verify: nothing more comes then.
   * @returns closes it; nothing is told afterwards
   */
  open(
    file: { readonly key: string; readonly acceptMoved: boolean },
    told: {
      readonly onContent: (content: ViewContent) => void;
      readonly onFailure: (error: ErrorData) => void;
    },
  ): () => void;
}

export function createViews(parts: {
  readonly vault: VaultLine;
  /** null: this browser has no service workers */
  readonly offerMedia: OfferMedia | null;
}): Views {
  const { vault, offerMedia } = parts;

  async function contentOf(
    view: ViewId,
    file: { readonly key: string; readonly acceptMoved: boolean },
    onOffered: (withdraw: () => void) => void,
  ): Promise<ViewContent> {
    const whole = async (): Promise<ViewContent> => {
      const viewed = await vault.send('viewFile', { view: null, ...file });
      if (viewed.kind === 'whole') return viewed;
      throw new AppError('internal', 'a view without a name was opened by range');
    };
    if (offerMedia === null) return whole();
    const viewed = await vault.send('viewFile', { view, ...file });
    if (viewed.kind === 'whole') return viewed;
    const offered = await offerMedia({
      id: view,
      media: viewed.media,
      length: viewed.bytes,
      feed: (port) => vault.send('feedView', { view, port }),
    });
    if (offered !== null) {
      onOffered(offered.withdraw);
      return { ...viewed, url: offered.url };
    }
    await vault.send('closeView', { view });
    return whole();
  }

  return {
    open(file, { onContent, onFailure }) {
      const view = crypto.randomUUID();
      let isOpen = true;
      let withdraw = nothing;
      const stops: (() => void)[] = [];
      const end = (): void => {
        isOpen = false;
        withdraw();
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
        const content = await contentOf(view, file, (given) => {
          if (isOpen) withdraw = given;
          else given();
        });
        if (isOpen) onContent(content);
      };
      tell().catch((thrown: unknown) => fail(AppError.from(thrown).toData()));
      return () => {
        if (isOpen) vault.send('closeView', { view }).catch(() => {});
        end();
      };
    },
  };
}

const nothing = (): void => {};
