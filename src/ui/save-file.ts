import { downloadName } from '../stream/download-name.ts';

/** Milliseconds an object URL outlives the click: the browser takes it up when it gets round to it, and says nothing then. */
const urlLifetime = 60_000;

/** Hands an opened file to the browser as a download. Nothing is read here: the URL names the staged file itself. */
export function saveFile(name: string, file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = downloadName(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), urlLifetime);
}
