import { useCallback, useEffect, useState } from 'react';
import type { ErrorData } from '../../errors.ts';
import type { MediaType, ViewContent, Views } from '../../state/views.ts';
import { whatShows } from './what-shows.ts';

export type OpenedFile =
  | { readonly status: 'opening' }
  | { readonly status: 'failed'; readonly error: ErrorData }
  /** `content` null: nothing that is shown here */
  | { readonly status: 'open'; readonly file: File; readonly content: ReturnType<typeof whatShows> }
  /** played from an address; `bytes`: of plaintext */
  | { readonly status: 'playing'; readonly media: MediaType; readonly url: string; readonly bytes: number };

/** Opens a file, and drops it when the dialog closes. `openAnyway`: although it lies elsewhere than sealed for. `openAgain`: after a failure. */
export function useOpenedFile(
  views: Views,
  key: string,
): { readonly opened: OpenedFile; readonly openAnyway: () => void; readonly openAgain: () => void } {
  const [opened, setOpened] = useState<OpenedFile>({ status: 'opening' });
  // A new one is asked for anew.
  const [asked, setAsked] = useState({ acceptMoved: false });
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
    setOpened({ status: 'opening' });
    setAsked({ acceptMoved: true });
  }, []);
  const openAgain = useCallback(() => {
    setOpened({ status: 'opening' });
    setAsked((before) => ({ ...before }));
  }, []);
  return { opened, openAnyway, openAgain };
}

async function openedOf(content: ViewContent): Promise<OpenedFile> {
  if (content.kind === 'ranged') {
    const { media, url, bytes } = content;
    return { status: 'playing', media, url, bytes };
  }
  const { file, media } = content;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { status: 'open', file, content: whatShows(bytes, media) };
}
