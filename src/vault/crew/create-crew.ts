import { AppError } from '../../errors.ts';
import { runPlaintextLength } from '../../crypto/frame-run.ts';
import type { Crew } from '../../transfer/crew-port.ts';
import { createLocalCrew } from '../../transfer/local-crew.ts';
import { createPacer } from '../../transfer/pacer.ts';
import { type CrewThread, createCrewThread } from './crew-thread.ts';
import { transferable } from './crew-protocol.ts';
import type { WorkerPort } from '../verified-worker.ts';
import { startCrewWorker } from './start-crew-worker.ts';

/** Jobs a thread has at a time: while one reads or is answered, the other seals. */
const jobsAThread = 2;
/** Bytes of plaintext below which a job costs less here than on its way to another thread. */
const smallJob = 1024 * 1024;

/**
 * Threads below this one that seal and open. They start with the first job worth it, end when none came for a while, and a dead
 * one is replaced. Where the browser starts none, this thread does their work.
 */
export function createCrew(options: {
  /** threads, at least 1 */
  readonly threads: number;
  readonly startThread?: () => WorkerPort;
  /** milliseconds without a job after which the threads end */
  readonly idle?: number;
}): Crew {
  const { threads: most, startThread = startCrewWorker, idle = 60_000 } = options;
  const here = createLocalCrew();
  const hands = most * jobsAThread;
  const pacer = createPacer({ concurrency: hands, perSecond: Infinity, burst: 1 });
  const loads = new Map<CrewThread, number>();
  let refused = false;
  let ending: ReturnType<typeof setTimeout> | undefined;

  const leastBusy = (): CrewThread => {
    const [[thread, load] = [null, 0]] = [...loads].toSorted(([, left], [, right]) => left - right);
    if (thread !== null && (load === 0 || loads.size >= most)) return thread;
    const started = createCrewThread(startThread, () => loads.delete(started));
    loads.set(started, 0);
    return started;
  };

  /** Null where there is no thread to be had. */
  const withThread = async <T>(work: (thread: CrewThread) => Promise<T>): Promise<T | null> => {
    if (refused) return null;
    const thread = leastBusy();
    loads.set(thread, (loads.get(thread) ?? 0) + 1);
    clearTimeout(ending);
    try {
      if (await thread.ready) return await work(thread);
      refused = true;
      return null;
    } finally {
      const load = loads.get(thread);
      if (load !== undefined) loads.set(thread, load - 1);
      if ([...loads.values()].every((busy) => busy === 0)) ending = setTimeout(endAll, idle);
    }
  };

  const endAll = (): void => {
    for (const thread of loads.keys()) thread.end();
  };

  return {
    hands,
    sealPart(job, signal) {
      if (runPlaintextLength(job.run) < smallJob) return here.sealPart(job, signal);
      return pacer.run(async () => {
        const outcome = await withThread((thread) =>
          thread.run((number) => ({ job: number, seal: job }), [], signal),
        );
        if (outcome === null) return here.sealPart(job, signal);
        if ('sealed' in outcome) return outcome.sealed;
        throw new AppError('internal', 'a thread answered another question');
      }, signal);
    },
    openFrames(job, signal) {
      if (job.bytes.length < smallJob) return here.openFrames(job, signal);
      return pacer.run(async () => {
        const outcome = await withThread((thread) => {
          const own = transferable(job.bytes) === null ? { ...job, bytes: job.bytes.slice() } : job;
          return thread.run((number) => ({ job: number, open: own }), [own.bytes.buffer], signal);
        });
        if (outcome === null) return here.openFrames(job, signal);
        if ('opened' in outcome) return outcome.opened;
        throw new AppError('internal', 'a thread answered another question');
      }, signal);
    },
  };
}

/** As many threads as pay: two, where the machine has two cores. */
export function threadsFor(cores: number): number {
  return Math.max(1, Math.min(2, cores));
}
