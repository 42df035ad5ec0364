import type { JobPreview, Plan, StudioDocument } from '../../preload/contract';
import type { Size } from '../editor/geometry';
import type { View } from '../editor/view';
import type { Palette } from './palette';

/** A picture that is being drawn in the frame. */
export interface Growing {
  readonly preview: JobPreview | undefined;
  /** What is going to stand where, in packs that plan. */
  readonly plan: Plan | undefined;
  /** How many cells of the token grid are drawn, row by row. */
  readonly done: number;
}

/** The model's tokens lie on this grid over the frame. */
export interface TokenGrid {
  readonly rows: number;
  readonly columns: number;
}

/** All that the canvas shows; the stage is a function of it. */
export interface Scene {
  readonly document: StudioDocument;
  readonly view: View;
  readonly area: Size;
  readonly palette: Palette;
  readonly grid: TokenGrid;
  readonly growing: Growing | undefined;
}

/** What is in fact on the screen, once pictures are loaded. */
export interface Shown {
  readonly asset: string | undefined;
  readonly previewRows: number;
}
