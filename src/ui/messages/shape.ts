import type { doctorText } from './en/doctor.ts';
import type { en } from './en/en.ts';
import type { keyBenchText } from './en/key-bench.ts';
import type { storageUseText } from './en/storage-use.ts';
import type { Language } from './languages.ts';

/** The same tree with any words in it: what every other language must fill. Lists keep their length, functions what they take. */
type InOtherWords<Text> = Text extends string
  ? string
  : Text extends (...told: infer Told) => string
    ? (...told: Told) => string
    : Text extends boolean | number | ((...told: never[]) => unknown)
      ? Text
      : { readonly [Name in keyof Text]: InOtherWords<Text[Name]> };

/** Every sentence of the page, but for those of the doctor, the key bench and the count of what is stored, which load with these. */
export type Messages = Omit<InOtherWords<typeof en>, 'locale'> & { readonly locale: Language };

export type DoctorText = InOtherWords<typeof doctorText>;

export type KeyBenchText = InOtherWords<typeof keyBenchText>;

export type StorageUseText = InOtherWords<typeof storageUseText>;
