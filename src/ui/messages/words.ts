import type { Language } from './languages.ts';
import type { DoctorText, KeyBenchText, Messages, StorageUseText } from './shape.ts';

interface Words {
  readonly page: () => Promise<Messages>;
  readonly doctor: () => Promise<DoctorText>;
  readonly keyBench: () => Promise<KeyBenchText>;
  readonly storageUse: () => Promise<StorageUseText>;
}

/** One chunk of the build for each language, and one more for each screen or dialog that is loaded by itself. */
const en: Words = {
  page: once(async () => (await import('./en/en.ts')).en),
  doctor: once(async () => (await import('./en/doctor.ts')).doctorText),
  keyBench: once(async () => (await import('./en/key-bench.ts')).keyBenchText),
  storageUse: once(async () => (await import('./en/storage-use.ts')).storageUseText),
};

const de: Words = {
  page: once(async () => (await import('./de/de.ts')).de),
  doctor: once(async () => (await import('./de/doctor.ts')).doctorText),
  keyBench: once(async () => (await import('./de/key-bench.ts')).keyBenchText),
  storageUse: once(async () => (await import('./de/storage-use.ts')).storageUseText),
};

const ja: Words = {
  page: once(async () => (await import('./ja/ja.ts')).ja),
  doctor: once(async () => (await import('./ja/doctor.ts')).doctorText),
  keyBench: once(async () => (await import('./ja/key-bench.ts')).keyBenchText),
  storageUse: once(async () => (await import('./ja/storage-use.ts')).storageUseText),
};

const ar: Words = {
  page: once(async () => (await import('./ar/ar.ts')).ar),
  doctor: once(async () => (await import('./ar/doctor.ts')).doctorText),
  keyBench: once(async () => (await import('./ar/key-bench.ts')).keyBenchText),
  storageUse: once(async () => (await import('./ar/storage-use.ts')).storageUseText),
};

export const words: Readonly<Record<Language, Words>> = { en, de, ja, ar };

/** The same promise each time, which React needs to wait for it; what failed is asked for anew. */
function once<Text>(load: () => Promise<Text>): () => Promise<Text> {
  let loaded: Promise<Text> | undefined;
  return () => {
    loaded ??= load().catch((thrown: unknown) => {
      loaded = undefined;
      throw thrown;
    });
    return loaded;
  };
}
