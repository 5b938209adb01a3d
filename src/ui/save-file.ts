/** Path separators, characters no file system takes, controls, and marks that turn the direction of text. */
const unsafe = /[/\\:*?"<>|\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A file name that means the same on every system, whatever the stored key holds. */
export function downloadName(name: string): string {
  const safe = name.replaceAll(unsafe, '_').replace(/^[.\s]+|[.\s]+$/gu, '');
  return safe === '' ? 'opened-file' : safe;
}

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
