import { AppError, type ErrorData } from '../errors.ts';
import type { OpenTarget } from '../vault/contract.ts';

/**
 * Where an opened file of this name and about this many bytes goes, which may have to be found out; null: the person closed the dialog. Called within
 * the click.
 */
export type ChooseTarget = (file: {
  readonly name: string;
  readonly size: number | (() => Promise<number>);
}) => Promise<OpenTarget | null>;

export interface TargetChoice {
  /**
   * Asks for a target within the click, unless it is being asked for the same `subject` already. Neither listener is called when the
   * dialog was closed, or the session ended meanwhile.
   */
  readonly ask: (
    subject: string,
    file: Parameters<ChooseTarget>[0],
    onChosen: (target: OpenTarget) => void,
    onFailed: (error: ErrorData) => void,
  ) => Promise<void>;
  /** Whatever is still being asked is of no use any more. */
  readonly drop: () => void;
}

export function createTargetChoice(chooseTarget: ChooseTarget): TargetChoice {
  let open = new Set<string>();

  return {
    async ask(subject, file, onChosen, onFailed) {
      const current = open;
      if (current.has(subject)) return;
      current.add(subject);
      try {
        const target = await chooseTarget(file);
        if (current === open && target !== null) onChosen(target);
      } catch (thrown) {
        if (current === open) onFailed(AppError.from(thrown).toData());
      } finally {
        current.delete(subject);
      }
    },
    drop() {
      open = new Set();
    },
  };
}
