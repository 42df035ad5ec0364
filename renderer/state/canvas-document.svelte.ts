import type { StudioDocument } from '../../preload/contract';
import { placeAbove, placePicture, type ArrivingPicture } from '../editor/changes';
import { uncover } from '../editor/uncover';
import { stagesOf, travel, type Stage } from '../editor/stages';
import { emptyDocument, isBlank, topPicture } from '../editor/document';
import type { Diff } from '../editor/diff';
import { commit, extend, redo, retract, startHistory, undo, type History } from '../editor/history';

const defaultSide = 256;

/** The document of this window with its undo history. */
export class CanvasDocument {
  #history = $state.raw<History>(startHistory(emptyDocument(defaultSide)));
  readonly current: StudioDocument = $derived(this.#history.document);
  readonly picture = $derived(topPicture(this.current));
  readonly canUndo = $derived(this.#history.done.length > 0);
  readonly canRedo = $derived(this.#history.undone.length > 0);
  readonly undoMark = $derived(this.#history.done.at(-1)?.mark);
  readonly redoMark = $derived(this.#history.undone.at(-1)?.mark);
  /** How many steps lead from the beginning to what is shown. */
  readonly stage = $derived(this.#history.done.length);
  /** A document that was opened keeps its size. */
  #loaded = false;
  #listener: (document: StudioDocument) => void = () => undefined;

  /** Calls back after everything that a person did to the document; not when it is filled on opening. */
  watch(listener: (document: StudioDocument) => void): void {
    this.#listener = listener;
  }

  /** Another document, with a history of its own. */
  load(document: StudioDocument): void {
    this.#history = startHistory(document);
    this.#loaded = true;
  }

  /** Gives an untouched canvas the size of the pack's pictures. */
  adoptSide(side: number): void {
    const untouched = !this.#loaded && isBlank(this.current) && !this.canUndo && !this.canRedo;
    if (untouched && this.current.width !== side) this.#history = startHistory(emptyDocument(side));
  }

  /** Shows a picture found again after a reload; there is nothing to undo in that. */
  restore(picture: ArrivingPicture): void {
    if (!isBlank(this.current) || this.canUndo) return;
    this.#history = startHistory(commit(this.#history, step('', this.current, picture)).document);
  }

  place(mark: string, picture: ArrivingPicture): void {
    this.#become(commit(this.#history, step(mark, this.current, picture)));
  }

  /** As a layer of its own. */
  placeAbove(mark: string, picture: ArrivingPicture): void {
    this.change(mark, [...placeAbove(this.current, picture), ...uncover(this.current, picture.recipe)]);
  }

  /** One step of the history; the mark is its name for people. */
  change(mark: string, diff: Diff): void {
    this.#become(commit(this.#history, { mark, diff }));
  }

  /** Like {@link change}, but goes into the last step when that has the same mark. */
  extend(mark: string, diff: Diff): void {
    this.#become(extend(this.#history, { mark, diff }));
  }

  /** The document after each step, also after those that were undone. */
  get stages(): readonly Stage[] {
    return stagesOf(this.#history);
  }

  /** Undoes or redoes up to the step. */
  goTo(place: number): void {
    this.#become(travel(this.#history, place));
  }

  undo(): void {
    this.#become(undo(this.#history));
  }

  /** Takes back for good what was only begun. */
  retract(): void {
    this.#become(retract(this.#history));
  }

  redo(): void {
    this.#become(redo(this.#history));
  }

  #become(history: History): void {
    const changed = history.document !== this.#history.document;
    this.#history = history;
    if (changed) this.#listener(history.document);
  }
}

function step(mark: string, document: StudioDocument, picture: ArrivingPicture) {
  return { mark, diff: [...placePicture(document, picture), ...uncover(document, picture.recipe)] };
}
