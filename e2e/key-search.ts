import { array, number, string } from 'valibot';
import type { Isolate } from './isolates.ts';

type Forms = Readonly<Record<string, string>>;

/** The strings a key can be: what an answer of KMS holds, what a log would write, and its bytes as characters. */
function stringForms(key: Buffer): Forms {
  const latin1 = key.toString('latin1');
  return {
    base64: key.toString('base64'),
    base64url: key.toString('base64url'),
    hex: key.toString('hex'),
    'upper-case hex': key.toString('hex').toUpperCase(),
    // A snapshot cuts a string at its first NUL.
    ...(latin1.includes('\0') ? {} : { 'one byte a character': latin1 }),
    ...(isPlain(key.toString('utf16le')) ? { 'two bytes a character': key.toString('utf16le') } : {}),
  };
}

/** Without what a snapshot does not write as it is: NUL and lone surrogates. */
function isPlain(text: string): boolean {
  return !/[\p{Cs}\0]/u.test(text);
}

/** The bytes a key can be: itself, and its texts in a buffer. */
function byteForms(key: Buffer): Readonly<Record<string, Buffer>> {
  return {
    'its bytes': key,
    'the bytes of its base64': Buffer.from(key.toString('base64')),
    'the bytes of its hex': Buffer.from(key.toString('hex')),
    'the bytes of its upper-case hex': Buffer.from(key.toString('hex').toUpperCase()),
  };
}

/** The question is not asked in the clear, so that it leaves no key where keys are looked for. */
const mask = 0x5a;

/** Runs in the heap that it searches, on a buffer or on WebAssembly's memory. */
const findInHolder = `function (needles) {
  const bytes = new Uint8Array(this instanceof WebAssembly.Memory ? this.buffer : this);
  const isIn = ([, needle]) => {
    const wanted = needle.map((masked) => masked ^ ${mask});
    let at = bytes.indexOf(wanted[0]);
    while (at >= 0 && !wanted.every((byte, index) => bytes[at + index] === byte)) at = bytes.indexOf(wanted[0], at + 1);
    return at >= 0;
  };
  return needles.filter(isIn).map(([name]) => name);
}`;

/** What a heap holds of a key, by the names of its forms. */
export type KeySearch = (key: Buffer) => Promise<readonly string[]>;

/**
 * One snapshot of a heap, without its garbage, and as many searches as wanted: of its strings, of WebAssembly's memory, and of every buffer
 * that the watched site noted and something still holds.
 */
export async function searchOf(isolate: Isolate): Promise<KeySearch> {
  await isolate.collectGarbage();
  const { strings, idsByClass } = await isolate.snapshot();
  const memories = [...idsByClass].flatMap(([name, ids]) =>
    /^(WebAssembly\.)?Memory$/u.test(name) ? ids : [],
  );
  return async (key) => {
    const inStrings = Object.entries(stringForms(key))
      .filter(([, text]) => strings.some((one) => one.includes(text)))
      .map(([form]) => form);
    const needles = Object.entries(byteForms(key)).map(
      ([form, bytes]) => [form, Array.from(bytes, (byte) => byte ^ mask)] as const,
    );
    const inMemories = await isolate.callWith(memories, findInHolder, needles, array(string()));
    const inBuffers = await isolate.evaluate(
      `liveBuffers().flatMap((one) => (${findInHolder}).call(one, ${JSON.stringify(needles)}))`,
      array(string()),
    );
    return [
      ...new Set([...inStrings, ...inBuffers, ...inMemories.flatMap((forms) => forms ?? [])]),
    ].toSorted();
  };
}

/** Every form there is to find. */
export function allForms(key: Buffer): readonly string[] {
  return [...Object.keys(stringForms(key)), ...Object.keys(byteForms(key))].toSorted();
}

/**
 * Makes a key in a heap and keeps it there in every form: in a small array, in long texts, in a large buffer, in an array that the platform made and
 * in WebAssembly's memory. Its bytes never contain what a snapshot cannot show.
 */
export async function plantKey(isolate: Isolate): Promise<Buffer> {
  const bytes = await isolate.evaluate(
    `(() => {
      const key = new Uint8Array(32);
      do crypto.getRandomValues(key); while (key.some((byte) => byte === 0 || (byte & 0xf8) === 0xd8));
      const text = String.fromCharCode(...key);
      const base64 = btoa(text);
      const hex = Array.from(key, (byte) => byte.toString(16).padStart(2, '0')).join('');
      const inText = (one) => JSON.parse(JSON.stringify(['x'.repeat(3000) + one]))[0];
      const bytesOf = (one) => Uint8Array.from(one, (character) => character.charCodeAt(0));
      const large = new ArrayBuffer(100_000);
      new Uint8Array(large).set(bytesOf(base64), 54_321);
      const memory = new WebAssembly.Memory({ initial: 1 });
      new Uint8Array(memory.buffer).set(bytesOf(hex.toUpperCase()), 4_321);
      globalThis.planted = [
        key, text, String.fromCharCode(...new Uint16Array(key.buffer)), inText(base64), inText(hex), hex.toUpperCase(),
        base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''), large, memory, new TextEncoder().encode(hex),
      ];
      return Array.from(key);
    })()`,
    array(number()),
  );
  return Buffer.from(bytes);
}

export async function pullOutKey(isolate: Isolate): Promise<void> {
  await isolate.evaluate('delete globalThis.planted; ""', string());
}
