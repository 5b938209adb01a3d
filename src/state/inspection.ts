import { AppError, type ErrorData } from '../errors.ts';
import type { FrameFacts } from '../inspect/anatomy.ts';
import type { FrameChoice } from '../inspect/chain.ts';
import type { Edit } from '../inspect/edits.ts';
import type { Inspection } from '../inspect/inspection.ts';
import type { InspectTarget } from '../vault/inspect-contract.ts';
import { createExperiments, type ExperimentState } from './experiment.ts';
import { createStore, type ReadableStore } from './store.ts';
import type { VaultLine } from './vault-line.ts';
import { createVerifications, type VerificationState } from './verification.ts';

export type { InspectTarget } from '../vault/inspect-contract.ts';

export type Look =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly inspection: Inspection }
  | { readonly status: 'failed'; readonly error: ErrorData };

/** The frame that is looked at closely; `place` from 1. */
export type FrameLook =
  | { readonly status: 'loading'; readonly place: number }
  | { readonly status: 'ready'; readonly place: number; readonly frame: FrameFacts }
  | { readonly status: 'failed'; readonly place: number; readonly error: ErrorData };

/** What is known of one message that somebody looks at. */
export interface OpenInspectionState {
  readonly look: Look;
  readonly frame: FrameLook | null;
  readonly verification: VerificationState;
  readonly experiment: ExperimentState;
}

export interface OpenInspection extends ReadableStore<OpenInspectionState> {
  /** Inspects, or inspects again, from nothing. */
  readonly inspect: () => void;
  /** Reads the marks of one frame; what it shows is not verified. */
  readonly lookAtFrame: (place: number) => void;
  readonly verify: (what: FrameChoice) => void;
  readonly stopVerifying: () => void;
  /** Inspects a copy with these changes, and verifies `what` of it if its header passes. */
  readonly alter: (edits: readonly Edit[], what: FrameChoice) => void;
  /** Forgets the altered copy. */
  readonly resetCopy: () => void;
  /** Stops what runs and forgets what was found; `inspect` begins anew. */
  readonly close: () => void;
}

export interface Inspections {
  open(target: InspectTarget): OpenInspection;
}

const nothing: OpenInspectionState = {
  look: { status: 'loading' },
  frame: null,
  verification: { status: 'idle' },
  experiment: { status: 'none' },
};

/** Where messages are looked at closely. `now` in milliseconds, from any start. */
export function createInspections(parts: {
  readonly vault: VaultLine;
  readonly now: () => number;
}): Inspections {
  return { open: (target) => openInspection(target, parts) };
}

function openInspection(
  target: InspectTarget,
  { vault, now }: { readonly vault: VaultLine; readonly now: () => number },
): OpenInspection {
  const store = createStore(nothing);
  const change = (changes: Partial<OpenInspectionState>): void => store.set({ ...store.get(), ...changes });
  const verifications = createVerifications({
    vault,
    now,
    show: (verification) => change({ verification }),
  });
  const experiments = createExperiments({ vault, target, show: (experiment) => change({ experiment }) });
  let stopListening: (() => void) | null = null;

  function forget(): void {
    verifications.drop();
    experiments.drop();
    store.set(nothing);
  }

  async function look(asked: Look): Promise<void> {
    let answer: Look;
    try {
      answer = { status: 'ready', inspection: await vault.send('inspect', { target, edits: [] }) };
    } catch (thrown) {
      answer = { status: 'failed', error: AppError.from(thrown).toData() };
    }
    if (store.get().look === asked) change({ look: answer });
  }

  async function lookAtFrame(asked: FrameLook): Promise<void> {
    const { place } = asked;
    let answer: FrameLook;
    try {
      const { frames } = await vault.send('frames', { target, edits: [], places: [place] });
      const [frame] = frames;
      if (frame === undefined) throw new AppError('internal', `no answer for frame ${place}`);
      answer = { status: 'ready', place, frame };
    } catch (thrown) {
      answer = { status: 'failed', place, error: AppError.from(thrown).toData() };
    }
    if (store.get().frame === asked) change({ frame: answer });
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    inspect() {
      forget();
      stopListening ??= vault.onClose((why) => {
        if (why === 'ended') forget();
      });
      const asked: Look = { status: 'loading' };
      change({ look: asked });
      void look(asked);
    },
    lookAtFrame(place) {
      const asked: FrameLook = { status: 'loading', place };
      change({ frame: asked });
      void lookAtFrame(asked);
    },
    verify: (what) => verifications.start({ target, edits: [], what }),
    stopVerifying: verifications.stop,
    alter: experiments.start,
    resetCopy: experiments.drop,
    close() {
      stopListening?.();
      stopListening = null;
      forget();
    },
  };
}
