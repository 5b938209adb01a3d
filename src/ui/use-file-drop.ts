import { useEffect, useState } from 'react';
import type { ChosenFile } from '../state/transfers.ts';
import { droppedFiles } from './dropped-files.ts';

interface DropTarget {
  readonly onFiles: (files: readonly ChosenFile[]) => void;
  /** Folders were among what was dropped; they are left out. */
  readonly onFolders: () => void;
}

/**
 * Makes the whole page take dropped and pasted files. Answers whether files are being dragged over it now.
 * `target: null` takes nothing, and still keeps the browser from leaving the page for a dropped file.
 */
export function useFileDrop(target: DropTarget | null): boolean {
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

async function take(data: DataTransfer | null, target: DropTarget | null): Promise<void> {
  if (data === null || target === null) return;
  const { files, folders } = droppedFiles(data.items);
  const chosen = await files;
  if (chosen.length > 0) target.onFiles(chosen);
  // Afterwards: taking files clears what was said of folders before.
  if (folders > 0) target.onFolders();
}
