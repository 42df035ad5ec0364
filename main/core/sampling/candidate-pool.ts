export type Strategy = 'top-p' | 'cd-k';

/**
 * How a candidate of the half-and-half pool is drawn: 0, 2, 4 ... by top-p, 1, 3, 5 ... by CD-K. The pool is ranked as
 * one afterwards; the strategies are never mixed within a candidate (CM3Leon, figure 4, “1/2 TopP + 1/2 CD-K”).
 */
export function strategyOf(candidate: number): Strategy {
  return candidate % 2 === 0 ? 'top-p' : 'cd-k';
}
