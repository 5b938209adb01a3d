import { useEffect, useState } from 'react';
import { gather, inPortions, type Found } from './gather.ts';

/** Told of what was dropped or pasted in portions: a folder of thousands takes a while to look through. */
type OnFound = (found: readonly Found[]) => void;

/** Things in a portion: one change of the page each. */
const portion = 200;

/**
 * Makes the whole page take dropped and pasted files and folders. Answers whether files are being dragged over it now.
 * `target: null` takes nothing, and still keeps the browser from leaving the page for a dropped file.
 */
export function useFileDrop(target: OnFound | null): boolean {
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    // Enter and leave come for every element on the way; the page is left when they are even.
    let depth = 0;
    const over = (next: number) => {
      depth = Math.max(0, next);
      setOver(depth > 0 && target !== null);
    };
    const onEnter = (event: DragEvent) => {
      if (carriesFiles(event.dataTransfer)) over(depth + 1);
    };
    const onLeave = (event: DragEvent) => {
      if (carriesFiles(event.dataTransfer)) over(depth - 1);
    };
    const onOver = (event: DragEvent) => {
      if (event.dataTransfer === null || !carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = target === null ? 'none' : 'copy';
    };
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      over(0);
      void take(event.dataTransfer, target);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!carriesFiles(event.clipboardData)) return;
      event.preventDefault();
      void take(event.clipboardData, target);
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('paste', onPaste);
    };
  }, [target]);

  return isOver;
}

function carriesFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') === true;
}

async function take(data: DataTransfer | null, target: OnFound | null): Promise<void> {
  if (data === null || target === null) return;
  for await (const found of inPortions(gather(data.items), portion)) target(found);
}
