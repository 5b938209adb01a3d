/**
 * Separators, characters that some file system does not take, controls, halves of characters, and marks that turn the direction of text or cannot
 * be seen.
 */
const unsafe =
  /[/\\:*?"<>|\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Names of devices on Windows, whatever extension follows. Source: Microsoft Learn, "Naming Files, Paths, and Namespaces". */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))/iu;

/** Files that a desktop acts on when it shows them; browsers refuse to write them. */
const actedOn = /\.(?:lnk|local|scf|url|desktop)$/iu;

/** Bytes of UTF-8 of the longest name: file systems take 255 bytes or as many UTF-16 units, and a browser adds an ending while it writes. */
const longest = 247;
/** A number may be added. */
const roomForNumber = 11;

/**
 * A name that means the same on every file system, and no other place than the folder it is put in. Equal to `name` where that is safe already.
 * @param name one name of a key, hostile text
 * @param where `disk`: also nothing that a desktop would act on
 */
export function safeName(name: string, where: 'disk' | 'archive'): string {
  return shortened(harmless(name, where), longest - roomForNumber);
}

/** Whether a name is one that `safeName` gives, or such a one with a number. */
export function isSafeName(name: string): boolean {
  return shortened(harmless(name, 'disk'), longest) === name;
}

function harmless(name: string, where: 'disk' | 'archive'): string {
  let safe = name.replaceAll(unsafe, '_').replace(/[. ]+$/u, (end) => '_'.repeat(end.length));
  if (safe === '') return '_';
  if (device.test(safe)) safe = `_${safe}`;
  if (where === 'disk' && actedOn.test(safe)) safe = `${safe}_`;
  return safe;
}

/** How names are compared where case and the spelling of accents make no difference. */
export function foldedName(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

const lengthOf = (text: string): number => new TextEncoder().encode(text).length;

/** Keeps the extension, where there is a plausible one. */
function shortened(name: string, limit: number): string {
  if (lengthOf(name) <= limit) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : '';
  let room = limit - lengthOf(extension);
  let stem = '';
  for (const character of name.slice(0, name.length - extension.length)) {
    room -= lengthOf(character);
    if (room < 0) break;
    stem += character;
  }
  return `${stem.replace(/[. ]+$/u, '')}${extension}`;
}
