import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { type CaseContext, type ConformanceCase, uniqueName } from './case.ts';
import { knownDifferences } from './known-differences.ts';
import { suite } from './suite.ts';
import type { Target } from './target.ts';

export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'known difference'; readonly reason: string };

/** Makes this run's bucket. */
export async function prepare(target: Target): Promise<CaseContext> {
  const bucket = uniqueName('conformance');
  await target.client().send(new CreateBucketCommand({ Bucket: bucket }));
  return { target, bucket, key: (name = 'key') => uniqueName(name) };
}

/** Runs one case and holds the result against the server's known differences. */
export async function runCase(
  context: CaseContext,
  conformanceCase: ConformanceCase,
  server: keyof typeof knownDifferences,
): Promise<Outcome> {
  const known = knownDifferences[server].find(({ id }) => id === conformanceCase.id);
  try {
    await conformanceCase.run(context);
  } catch (error) {
    if (known !== undefined) return { kind: 'known difference', reason: known.reason };
    return { kind: 'failed', reason: shorten(error instanceof Error ? error.message : String(error)) };
  }
  if (known === undefined) return { kind: 'passed' };
  return { kind: 'failed', reason: 'it is listed as a known difference, but passes: take it off the list' };
}

/** Ids in the table of known differences that no case has. */
export function strayDifferences(server: keyof typeof knownDifferences): string[] {
  const ids = new Set(suite.map(({ id }) => id));
  return knownDifferences[server].map(({ id }) => id).filter((id) => !ids.has(id));
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ');
  return line.length > 300 ? `${line.slice(0, 300)} ...` : line;
}
