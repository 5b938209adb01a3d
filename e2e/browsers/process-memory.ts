import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const MiB = 1024 * 1024;

/** Resident memory of a browser's processes. Linux only. */
export interface BrowserMemory {
  /** how much the process that grew most has grown at its peak, MiB, and what it is */
  growth(): { readonly mebibytes: number; readonly process: string };
}

/** Begins to watch a process and all that descend from it, those included that start later. */
export function watchMemory(rootProcess: number): BrowserMemory {
  const before = new Map<number, number>();
  for (const id of descendants(rootProcess)) {
    resetPeak(id);
    before.set(id, readStatus(id, 'VmRSS') ?? 0);
  }
  return {
    growth() {
      const grown = descendants(rootProcess).map((id) => ({
        mebibytes: ((readStatus(id, 'VmHWM') ?? 0) - (before.get(id) ?? 0)) / MiB,
        process: before.has(id) ? processName(id) : `${processName(id)} (new)`,
      }));
      return grown.reduce((most, one) => (one.mebibytes > most.mebibytes ? one : most), {
        mebibytes: 0,
        process: 'none',
      });
    },
  };
}

/** The kernel's high-water mark of a process starts anew at what is resident now. */
function resetPeak(id: number): void {
  try {
    writeFileSync(`/proc/${id}/clear_refs`, '5');
  } catch {
    // It ended meanwhile.
  }
}

function descendants(rootProcess: number): readonly number[] {
  const childrenOf = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/u.test(entry)) continue;
    // pid (name) state parent ...; the name may hold anything, parentheses too
    const parent = Number(/\) \S (\d+) /u.exec(readOrEmpty(`/proc/${entry}/stat`))?.[1]);
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(entry)]);
  }
  const found = [rootProcess];
  for (const id of found) found.push(...(childrenOf.get(id) ?? []));
  return found;
}

function processName(id: number): string {
  const words = readOrEmpty(`/proc/${id}/cmdline`).split('\0');
  const type = words.find((word) => word.startsWith('--type='))?.slice('--type='.length);
  return type ?? readOrEmpty(`/proc/${id}/comm`).trim();
}

/** bytes; null when the process is gone */
function readStatus(id: number, field: 'VmRSS' | 'VmHWM'): number | null {
  const match = new RegExp(`^${field}:\\s+(\\d+) kB`, 'mu').exec(readOrEmpty(`/proc/${id}/status`));
  return match === null ? null : Number(match[1]) * 1024;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
