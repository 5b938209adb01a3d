import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { integrityOf } from '../scripts/subresource-integrity.ts';
import { sealAnew } from './reseal.ts';

/** The scripts that heaps begin with. */
const entries = /^(index|vault\.worker|crew\.worker)-.*\.js$/u;

/**
 * Notes every array of bytes that scripts make or the platform hands out, without keeping it alive: the protocol of the developer tools can
 * reach neither arrays nor buffers by itself. `liveBuffers()` gives those that something still holds.
 */
const registry = `(() => {
  const refs = [];
  const note = (held) => {
    const made = ArrayBuffer.isView(held) ? held.buffer : held;
    if (made instanceof plain.ArrayBuffer) refs.push(new WeakRef(made));
    return held;
  };
  const plain = { ArrayBuffer };
  const typed = ['Uint8', 'Int8', 'Uint8Clamped', 'Uint16', 'Int16', 'Uint32', 'Int32', 'BigUint64', 'BigInt64', 'Float32', 'Float64'];
  for (const name of ['ArrayBuffer', ...typed.map((one) => one + 'Array')]) {
    const original = globalThis[name];
    const noting = new Proxy(original, {
      construct: (target, args, made) => note(Reflect.construct(target, args, made === noting ? target : made)),
    });
    // What slice and map make goes this way too.
    original.prototype.constructor = noting;
    globalThis[name] = noting;
  }
  const wrap = (type, methods, noteAnswer) => {
    if (type === undefined) return;
    for (const method of methods) {
      const original = type.prototype[method];
      if (original === undefined) continue;
      type.prototype[method] = function (...args) {
        return noteAnswer(Reflect.apply(original, this, args));
      };
    }
  };
  const later = (pick) => (answer) => answer.then((value) => (note(pick(value)), value));
  wrap(globalThis.ReadableStreamDefaultReader, ['read'], later(({ value }) => value));
  wrap(globalThis.ReadableStreamBYOBReader, ['read'], later(({ value }) => value));
  wrap(Response, ['arrayBuffer', 'bytes'], later((value) => value));
  wrap(Blob, ['arrayBuffer', 'bytes'], later((value) => value));
  wrap(SubtleCrypto, ['encrypt', 'decrypt', 'digest', 'deriveBits', 'exportKey'], later((value) => value));
  wrap(TextEncoder, ['encode'], note);
  globalThis.liveBuffers = () => [...new Set(refs.flatMap((ref) => ref.deref() ?? []))];
})();
`;

/** Copies the built site, with the registry before each entry script. @returns where the copy is */
export async function watchedSite(dist: string, folder: string): Promise<string> {
  const copy = join(folder, 'site');
  await cp(dist, copy, { recursive: true });
  const assets = join(copy, 'assets');
  /** what the vault's script states of the crew's -> what it must state now */
  const hashes = new Map<string, string>();
  // In this order the crew's script comes before the vault's, which names its hash.
  for (const name of (await readdir(assets)).filter((one) => entries.test(one)).toSorted()) {
    const path = join(assets, name);
    const built = await readFile(path, 'utf8');
    let watched = registry + built;
    for (const [stated, now] of hashes) watched = watched.replaceAll(stated, now);
    hashes.set(integrityOf(built), integrityOf(watched));
    await writeFile(path, watched);
  }
  await sealAnew(copy);
  return copy;
}
