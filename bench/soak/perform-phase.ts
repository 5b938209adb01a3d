import { setTimeout as sleep } from 'node:timers/promises';
import { transfersText as text } from '../../src/ui/messages/en/transfers.ts';
import { press, readRows, type Row } from './app-page.ts';
import { happen } from './happen.ts';
import type { FaultRule } from '../../local/server/faults.ts';
import { giveUpFailed } from './give-up.ts';
import type { Happening, SoakFile, Wave } from './plan.ts';
import { begin, isOpenEnded, newWork, rowOf, type Work } from './work.ts';
import { calm, type World } from './world.ts';

/** Milliseconds after which what did not end is stuck. */
const phaseLimit = 150_000;

export interface PhaseResult {
  readonly works: readonly Work[];
  /** kinds of what happened */
  readonly happened: readonly Happening['kind'][];
}

/** Begins all transfers of one phase, lets happen what is planned, and waits until each has ended one way or another. */
export async function performPhase(
  world: World,
  kind: 'seal' | 'open',
  files: readonly Pick<SoakFile, 'name' | 'retries'>[],
  phase: Wave['seal'],
): Promise<PhaseResult> {
  const works = newWork(world, kind, files);
  const happened: Happening['kind'][] = [];
  const planned = [...phase.happenings];
  const setFaults = (first: readonly FaultRule[] = []): Promise<void> =>
    world.stack.control('POST', 'faults', { seed: phase.faultSeed, rules: [...first, ...phase.faults] });

  await setFaults();
  await begin(world, works);
  const until = Date.now() + phaseLimit + 1000 * secondsOffline(phase);
  while (works.some(isOpenEnded) && Date.now() < until) {
    const rows = await readRows(world.browser.page());
    for (const work of works.filter(isOpenEnded)) await settle(world, work, rowOf(rows, work));
    const ended = works.filter((work) => !isOpenEnded(work)).length;
    const [next] = planned;
    if (next !== undefined && next.after <= ended && rows.length > 0 && works.some(isOpenEnded)) {
      planned.shift();
      if (await happen(world, works, next, setFaults)) happened.push(next.kind);
    }
    await sleep(100);
  }
  await calm(world);
  const rows = await readRows(world.browser.page());
  for (const work of works.filter(isOpenEnded)) {
    const { entry } = work;
    entry.end = { kind: 'stuck' };
    const status = rowOf(rows, work)?.status ?? 'not on the page';
    world.ledger.complain('lost', `${entry.kind} of ${entry.name} came to no end: ${status}`);
  }
  if (works.some(({ entry }) => entry.end?.kind === 'stuck'))
    console.log(`  the page: ${await readPage(world)}`);
  await giveUpFailed(world, works);
  return { works, happened };
}

/** Notes the end of one, or has it tried again. */
async function settle(world: World, { entry, cancelled, retries }: Work, row: Row | null): Promise<void> {
  if (row === null) return;
  if (row.status === 'cancelled') entry.end = { kind: 'cancelled' };
  if (row.status === 'done') {
    entry.end = { kind: 'finished' };
    if (entry.kind === 'open' && !(await world.saved.has(entry.name)))
      world.ledger.complain('lost', `${entry.name} was called opened, and no whole file was saved`);
  }
  if (row.status !== 'failed') return;
  const code = row.code ?? 'no code';
  if (cancelled || entry.retried.length >= retries) entry.end = { kind: 'failed', code };
  else if (await press(world.browser.page(), text.retryNamed(entry.name), text.resumeNamed(entry.name)))
    entry.retried.push(code);
}

function secondsOffline({ happenings }: Wave['seal']): number {
  return happenings.reduce((sum, one) => sum + ('seconds' in one ? one.seconds : 0), 0);
}

/** The beginning of what the page shows, for whoever looks into it. */
async function readPage(world: World): Promise<string> {
  const text = await world.browser
    .page()
    .locator('body')
    .innerText()
    .catch(() => 'nothing');
  return JSON.stringify(text.slice(0, 1000));
}
