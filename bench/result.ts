import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** One line of `bench/results.json`: a ratio of two things measured side by side, or a value. */
export type BenchResult = {
  readonly name: string;
  readonly unit: string;
  /** each repetition's figure; the ratio or value is their median */
  readonly samples: readonly number[];
} & ({ readonly ratio: number } | { readonly value: number });

export function ratioOf(name: string, samples: readonly number[]): BenchResult {
  return { name, ratio: rounded(median(samples)), unit: 'ratio', samples: samples.map(rounded) };
}

export function valueOf(name: string, unit: string, samples: readonly number[]): BenchResult {
  return { name, value: rounded(median(samples)), unit, samples: samples.map(rounded) };
}

/** @throws Error for none */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((left, right) => left - right);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('no samples');
  return sorted.length % 2 === 1 ? middle : (middle + (sorted[sorted.length / 2 - 1] ?? middle)) / 2;
}

/** What `writeResults` wrote last; nothing where there is no such file. @throws Error when it holds anything else */
export function readResults(file: string): readonly BenchResult[] {
  if (!existsSync(file)) return [];
  const results: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(results) || !results.every(isResult)) throw new Error(`${file} holds no results`);
  return results;
}

function isResult(value: unknown): value is BenchResult {
  if (typeof value !== 'object' || value === null) return false;
  if (!('name' in value && 'unit' in value && 'samples' in value)) return false;
  const figure = 'ratio' in value ? value.ratio : 'value' in value ? value.value : undefined;
  return (
    typeof value.name === 'string' &&
    typeof value.unit === 'string' &&
    typeof figure === 'number' &&
    Array.isArray(value.samples) &&
    value.samples.every((sample) => typeof sample === 'number')
  );
}

export function writeResults(file: string, results: readonly BenchResult[]): void {
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  for (const result of results) {
    const figure = 'ratio' in result ? result.ratio : result.value;
    console.log(
      `${result.name.padEnd(24)} ${String(figure).padStart(8)} ${result.unit}   (${result.samples.join(', ')})`,
    );
  }
}

function rounded(figure: number): number {
  return Number(figure.toPrecision(3));
}
