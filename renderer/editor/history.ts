import type { StudioDocument } from '../../preload/contract';
import { applyDiff, invertDiff, type Diff } from './diff';

/** What one press of undo takes back. The mark is its name for people. */
export interface Step {
  readonly mark: string;
  readonly diff: Diff;
}

export interface History {
  readonly document: StudioDocument;
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

/** More steps than this are forgotten, the oldest first. */
export const maximumSteps = 500;

export function startHistory(document: StudioDocument): History {
  return { document, done: [], undone: [] };
}

/** Makes the change. Nothing is recorded for an empty one, and what was undone stays redoable then. */
export function commit(history: History, step: Step): History {
  if (step.diff.length === 0) return history;
  return {
    document: applyDiff(history.document, step.diff),
    done: [...history.done, step].slice(-maximumSteps),
    undone: [],
  };
}

/** Like {@link commit}, but goes into the last step when that has the same mark: a drag or a walk is one step. */
export function extend(history: History, step: Step): History {
  const last = history.done.at(-1);
  if (last?.mark !== step.mark || step.diff.length === 0) return commit(history, step);
  return {
    document: applyDiff(history.document, step.diff),
    done: [...history.done.slice(0, -1), { mark: step.mark, diff: [...last.diff, ...step.diff] }],
    undone: [],
  };
}

export function undo(history: History): History {
  const step = history.done.at(-1);
  if (step === undefined) return history;
  return {
    document: applyDiff(history.document, invertDiff(step.diff)),
    done: history.done.slice(0, -1),
    undone: [...history.undone, step],
  };
}

/** Takes the last step back for good, as if it had not been begun. */
export function retract(history: History): History {
  return { ...undo(history), undone: [] };
}

export function redo(history: History): History {
  const step = history.undone.at(-1);
  if (step === undefined) return history;
  return {
    document: applyDiff(history.document, step.diff),
    done: [...history.done, step],
    undone: history.undone.slice(0, -1),
  };
}
