import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule } from '../../local/server/faults.ts';
import { transfersText as text } from '../../src/ui/messages/en/transfers.ts';
import { press, readRows } from './app-page.ts';
import { recoverFromLoss } from './page-loss.ts';
import type { Happening } from './plan.ts';
import { rowOf, type Work } from './work.ts';
import type { World } from './world.ts';

const moving = new Set(['preparing', 'checking', 'moving', 'waiting', 'finishing']);

/**
 * Lets one thing happen to a phase.
 * @param setFaults puts the phase's fault rules in force, others before them
 * @returns false when there was nothing for it to happen to
 */
export async function happen(
  world: World,
  works: readonly Work[],
  happening: Happening,
  setFaults: (first?: readonly FaultRule[]) => Promise<void>,
): Promise<boolean> {
  const { browser, stack } = world;
  switch (happening.kind) {
    case 'reload':
      await browser.page().reload();
      break;
    case 'kill-browser':
      await browser.killAndRestart();
      break;
    case 'crash-tab':
      await browser.crashTab();
      break;
    case 'crash-worker':
      return browser.crashWorker();
    case 'offline':
      await browser.page().context().setOffline(true);
      await sleep(happening.seconds * 1000);
      await browser.page().context().setOffline(false);
      return true;
    case 'unreachable':
      await setFaults([{ action: { kind: 'reset' } }]);
      await sleep(happening.seconds * 1000);
      await setFaults();
      return true;
    case 'clock':
      await stack.control('POST', 'clock', { offsetSeconds: happening.offsetSeconds });
      return true;
    case 'expire-credentials':
      await stack.control('POST', 'expire-sessions');
      return true;
    case 'pause':
      return pauseOne(world, works, happening);
    case 'cancel':
      return cancelOne(world, works, happening.which);
  }
  await recoverFromLoss(world, works);
  await setFaults();
  return true;
}

async function pauseOne(
  world: World,
  works: readonly Work[],
  { which, seconds }: { readonly which: number; readonly seconds: number },
): Promise<boolean> {
  const chosen = await chooseMoving(world, works, which);
  const page = world.browser.page();
  if (chosen === null || !(await press(page, text.pauseNamed(chosen.entry.name)))) return false;
  await sleep(seconds * 1000);
  // It may have ended before the pause reached it.
  await press(page, text.resumeNamed(chosen.entry.name));
  return true;
}

async function cancelOne(world: World, works: readonly Work[], which: number): Promise<boolean> {
  const chosen = await chooseMoving(world, works, which);
  if (chosen === null || !(await press(world.browser.page(), text.cancelNamed(chosen.entry.name))))
    return false;
  chosen.cancelled = true;
  return true;
}

async function chooseMoving(world: World, works: readonly Work[], which: number): Promise<Work | null> {
  const rows = await readRows(world.browser.page());
  const live = works.filter((work) => moving.has(rowOf(rows, work)?.status ?? ''));
  return live[Math.floor(which * live.length)] ?? null;
}
