import type { JobPreview, Plan, Rect, StudioDocument } from '../../preload/contract';
import type { Size } from '../editor/geometry';
import type { Selection } from '../editor/selection';
import type { Preview, ToolName } from '../editor/tools/phase';
import type { View } from '../editor/view';
import type { Palette } from './palette';

/** A picture that is being drawn in the frame. */
export interface Growing {
  readonly preview: JobPreview | undefined;
  /** What is going to stand where, in packs that plan. */
  readonly plan: Plan | undefined;
  /** How many cells of the token grid are drawn, row by row. */
  readonly done: number;
  /** Where in the document it is drawn. */
  readonly area: Rect;
  /** Whether another picture is changed, which stays to be seen below. */
  readonly over: boolean;
  /** The cells that are drawn anew, in a picture that is changed; nothing until they are known. */
  readonly region: readonly number[] | undefined;
}

/** The model's tokens lie on this grid over the frame. */
export interface TokenGrid {
  readonly rows: number;
  readonly columns: number;
}

/** A picture that lies over the frame and is no part of the document yet. */
export interface Staged {
  readonly asset: string;
  /** Where it lies in the document. */
  readonly rect: Rect;
  /** The layer that it would take the place of. */
  readonly replaces: string | undefined;
  /** From which part of the frame's width on it is shown; before that one sees what lies below. */
  readonly from: number;
  /** Another candidate that it is compared with; the document otherwise. */
  readonly under: string | undefined;
  /** How unsure the model was of the cells that it drew, from 0 to 1, where that is to be seen. */
  readonly heat: ReadonlyMap<number, number> | undefined;
  /** The cells that a click would draw anew. */
  readonly place: readonly number[] | undefined;
  /** Where those cells lie in the document. */
  readonly area: Rect;
}

/** All that the canvas shows; the stage is a function of it. */
export interface Scene {
  readonly document: StudioDocument;
  readonly view: View;
  readonly area: Size;
  readonly palette: Palette;
  readonly grid: TokenGrid;
  readonly growing: Growing | undefined;
  readonly staged: Staged | undefined;
  readonly tool: ToolName;
  readonly selection: Selection;
  /** What a gesture shows while it goes on; its changes are in `document` already. */
  readonly preview: Preview | undefined;
  /** The colour of each label, by its number in the palette. */
  readonly labelColours: ReadonlyMap<string, number>;
  /** How well each box was obeyed, from 0 to 1, where the picture was read back. */
  readonly obeyed: ReadonlyMap<string, number>;
  /** The box whose label is being typed. */
  readonly named: string | undefined;
  /** Places that the model found, in document pixels. */
  readonly found: readonly { readonly label: string; readonly rect: Rect }[];
  readonly rulers: boolean;
}

/** What is in fact on the screen, once pictures are loaded. */
export interface Shown {
  readonly asset: string | undefined;
  /** The candidate that lies over the frame. */
  readonly staged: string | undefined;
  readonly previewRows: number;
}
