import { AppError } from '../errors.ts';
import { numberedName } from '../transfer/seal/object-name.ts';
import { moveFile, type MovePorts } from './move-file.ts';
import type { Move } from './plan-moves.ts';

/** Moves at the same time: each is a few small requests. */
const lanes = 4;
/** Numbers that are tried for a name that is taken. */
const maxCopies = 200;

export interface MovesReport {
  /** what moved, and where it came to lie */
  readonly moved: readonly Move[];
  /** original keys whose new ones are taken */
  readonly taken: readonly string[];
  readonly failed: readonly { readonly key: string; readonly error: AppError }[];
}

/**
 * Performs planned moves, some at a time. One that fails does not keep the others from being done.
 * @throws AppError `session-expired`; the signal's reason
 */
export async function performMoves(
  ports: MovePorts,
  moves: readonly Move[],
  { onTaken, signal }: { readonly onTaken: 'leave' | 'replace' | 'keep-both'; readonly signal: AbortSignal },
): Promise<MovesReport> {
  const taken: string[] = [];
  const failed: { key: string; error: AppError }[] = [];
  const moved: Move[] = [];
  const left = moves.values();
  const lane = async (): Promise<void> => {
    for (const move of left) {
      signal.throwIfAborted();
      try {
        if (onTaken === 'keep-both') moved.push(await moveBeside(ports, move, signal));
        else {
          await moveFile(ports, { ...move, replace: onTaken === 'replace', signal });
          moved.push(move);
        }
      } catch (thrown) {
        const error = AppError.from(thrown);
        if (error.code === 'session-expired' || signal.aborted) throw thrown;
        if (error.code === 'name-taken' && onTaken === 'leave') taken.push(move.from);
        else failed.push({ key: move.from, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, moves.length) }, lane));
  return { moved, taken, failed };
}

/** To the first free name: its own, then `name (2)` and so on. */
async function moveBeside(ports: MovePorts, { from, to }: Move, signal: AbortSignal): Promise<Move> {
  const slash = to.lastIndexOf('/') + 1;
  for (let copy = 1; copy <= maxCopies; copy++) {
    try {
      const numbered = `${to.slice(0, slash)}${numberedName(to.slice(slash), copy)}`;
      await moveFile(ports, { from, to: numbered, replace: false, signal });
      return { from, to: numbered };
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'name-taken') throw thrown;
    }
  }
  throw new AppError('name-taken', `more than ${maxCopies} objects have this name`);
}
