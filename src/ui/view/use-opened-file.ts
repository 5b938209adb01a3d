import { useCallback, useEffect, useState } from 'react';
import type { ErrorData } from '../../errors.ts';
import { viewLimit, type ViewContent, type Views } from '../../state/views.ts';
import { whatShows } from './what-shows.ts';

export type OpenedFile =
  | { readonly status: 'opening' }
  | { readonly status: 'failed'; readonly error: ErrorData }
  /** `content` null: nothing that is shown here */
  | { readonly status: 'open'; readonly file: File; readonly content: ReturnType<typeof whatShows> }
  /** played by range; `bytes`: of plaintext */
  | { readonly status: 'playing'; readonly feed: () => Promise<MessagePort>; readonly bytes: number }
  /** sound or moving pictures that this browser plays neither by range nor whole */
  | { readonly status: 'unplayable'; readonly bytes: number };

const opening: OpenedFile = { status: 'opening' };

/**
 * Opens a file, and drops it when the dialog closes. `openAnyway`: although it lies elsewhere than sealed for. `openAgain`: after a failure.
 * `openWhole`: what cannot be played by range is played from memory, if it is not too long for that.
 */
export function useOpenedFile(
  views: Views,
  key: string,
): {
  readonly opened: OpenedFile;
  readonly openAnyway: () => void;
  readonly openAgain: () => void;
  readonly openWhole: () => void;
} {
  const [opened, setOpened] = useState<OpenedFile>(opening);
  // A new one is asked for anew.
  const [asked, setAsked] = useState({ acceptMoved: false, byRange: true });
  useEffect(() => {
    let isCurrent = true;
    const take = async (content: ViewContent): Promise<void> => {
      const next = await openedOf(content);
      if (isCurrent) setOpened(next);
    };
    const close = views.open(
      { key, ...asked },
      {
        onContent: (content) => void take(content),
        onFailure: (error) => setOpened({ status: 'failed', error }),
      },
    );
    return () => {
      isCurrent = false;
      close();
    };
  }, [views, key, asked]);
  const openAnyway = useCallback(() => {
    setOpened(opening);
    setAsked((before) => ({ ...before, acceptMoved: true }));
  }, []);
  const openAgain = useCallback(() => {
    setOpened(opening);
    setAsked((before) => ({ ...before }));
  }, []);
  const openWhole = useCallback(() => {
    if (opened.status !== 'playing') return;
    const { bytes } = opened;
    if (bytes > viewLimit) return setOpened({ status: 'unplayable', bytes });
    setOpened(opening);
    setAsked((before) => ({ ...before, byRange: false }));
  }, [opened]);
  return { opened, openAnyway, openAgain, openWhole };
}

async function openedOf(content: ViewContent): Promise<OpenedFile> {
  if (content.kind === 'ranged') {
    const { feed, bytes } = content;
    return { status: 'playing', feed, bytes };
  }
  const { file, media } = content;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { status: 'open', file, content: whatShows(bytes, media) };
}
