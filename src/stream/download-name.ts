/** Path separators, characters no file system takes, controls, halves of characters, and marks that turn the direction of text. */
const unsafe = /[/\\:*?"<>|\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A file name that means the same on every system, whatever the stored key holds. */
export function downloadName(name: string): string {
  const safe = name.replaceAll(unsafe, '_').replace(/^[.\s]+|[.\s]+$/gu, '');
  return safe === '' ? 'opened-file' : safe;
}
