import { createMemorySink } from '../../transfer/open/memory-sink.ts';
import type { VaultSinks } from '../environment.ts';

/** Sinks of a vault that opens into memory and keeps nothing. @param onForget called when all is to be forgotten */
export function memorySinks(onForget: () => void = () => {}): VaultSinks {
  return {
    openTarget:
      (_target, name) =>
      async ({ bytes }) =>
        createMemorySink(name, bytes),
    release: () => {},
    removePlace: async () => {},
    sweep: async () => {},
    forget: async () => onForget(),
  };
}
