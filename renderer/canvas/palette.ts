import { boxColours } from '../editor/boxes';
import type { Theme } from '../state/theme.svelte';

/** The theme's colours as the canvas needs them. */
export interface Palette {
  readonly theme: Theme;
  readonly paper: string;
  readonly paperLine: string;
  readonly checkerLight: string;
  readonly checkerDark: string;
  readonly frame: string;
  readonly plan: string;
  readonly onPlan: string;
  readonly mask: string;
  readonly text: string;
  readonly textSoft: string;
  readonly panel: string;
  readonly line: string;
  readonly warn: string;
  readonly shadow: string;
  /** For boxes; bright enough for dark words on them, in both themes. */
  readonly boxes: readonly string[];
  readonly glow: string;
  /** The glow where it ends; plain `transparent` would fade through grey. */
  readonly glowFaded: string;
}

/** Reads the colours from the style of the element, to which the theme has to be applied already. */
export function readPalette(element: Element, theme: Theme): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    theme,
    paper: colour('--paper'),
    paperLine: colour('--paper-line'),
    checkerLight: colour('--checker-light'),
    checkerDark: colour('--checker-dark'),
    frame: colour('--frame'),
    plan: colour('--accent'),
    onPlan: colour('--accent-text'),
    mask: colour('--mask'),
    text: colour('--text'),
    textSoft: colour('--text-soft'),
    panel: colour('--panel'),
    line: colour('--line'),
    warn: colour('--warn'),
    boxes: Array.from({ length: boxColours }, (_, index) => colour(`--box-${index}`)),
    shadow: colour('--canvas-shadow'),
    glow: colour('--glow'),
    glowFaded: colour('--glow-faded'),
  };
}
