/** The theme's colours as the canvas needs them. */
export interface Palette {
  readonly paper: string
  readonly paperLine: string
  readonly checkerLight: string
  readonly checkerDark: string
  readonly frame: string
  readonly shadow: string
  readonly glow: string
}

/** Reads the colours in force from the element's style. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const colour = (name: string): string => style.getPropertyValue(name).trim()
  return {
    paper: colour('--paper'),
    paperLine: colour('--paper-line'),
    checkerLight: colour('--checker-light'),
    checkerDark: colour('--checker-dark'),
    frame: colour('--frame'),
    shadow: colour('--canvas-shadow'),
    glow: colour('--glow')
  }
}
