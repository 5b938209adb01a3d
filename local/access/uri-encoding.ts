const unreserved = /^[A-Za-z0-9\-._~]$/u;
const percentEncoded: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return unreserved.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/** AWS's UriEncode: every byte but `A-Z a-z 0-9 - . _ ~` as `%XX`, upper case. */
export function awsUriEncode(bytes: Uint8Array): string {
  let encoded = '';
  for (const byte of bytes) encoded += percentEncoded[byte] ?? '';
  return encoded;
}

/**
 * The bytes a percent-encoded text stands for.
 * @param text as received on the wire, one character a byte
 * @returns null when a `%` is not followed by two hex digits
 */
export function percentDecode(text: string, plusIsSpace = false): Buffer | null {
  const bytes = Buffer.alloc(text.length);
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '%') {
      const hex = text.slice(index + 1, index + 3);
      if (!/^[0-9A-Fa-f]{2}$/u.test(hex)) return null;
      bytes[length++] = Number.parseInt(hex, 16);
      index += 2;
    } else if (character === '+' && plusIsSpace) {
      bytes[length++] = 0x20;
    } else {
      bytes[length++] = character.charCodeAt(0);
    }
  }
  return bytes.subarray(0, length);
}
