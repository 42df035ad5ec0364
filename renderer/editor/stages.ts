import type { StudioDocument } from '../../preload/contract';
import { redo, undo, type History } from './history';

/** The document after one step of its history. */
export interface Stage {
  /** How many steps lead to it; 0 is the beginning. */
  readonly place: number;
  /** What the step was, for people. */
  readonly mark: string;
  readonly document: StudioDocument;
}

/** The history after as many steps as said; those beyond can be redone. */
export function travel(history: History, place: number): History {
  let now = history;
  while (now.done.length > place && now.done.length > 0) now = undo(now);
  while (now.done.length < place && now.undone.length > 0) now = redo(now);
  return now;
}

/** All stages, those that were undone as well, from the beginning on. */
export function stagesOf(history: History): readonly Stage[] {
  const beginning = travel(history, 0);
  const stages: Stage[] = [{ place: 0, mark: 'the beginning', document: beginning.document }];
  for (let now = redo(beginning); now.done.length > stages.length - 1; now = redo(now)) {
    stages.push({ place: stages.length, mark: now.done.at(-1)?.mark ?? '', document: now.document });
  }
  return stages;
}
