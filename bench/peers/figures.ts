import type { PeerAnswer } from './peer';
import { batches, type Task } from './plan';

export type Figure = {
  readonly name: string;
  readonly label: string;
  readonly unit: 'tokens/s' | 'ms' | 'MB';
  /** Undefined where it was not measured. */
  readonly of: (answer: PeerAnswer) => number | undefined;
  /** The same at the limit, where a step takes so many milliseconds; undefined where reading weights limits nothing. */
  readonly atLimit: (step: number) => number | undefined;
};

/** The lines of the table. */
export function figuresOf(tasks: readonly Task[], rowTokens: number): Figure[] {
  const tokensOf = (name: string) => tasks.find((task) => task.name === name)?.tokens ?? 0;
  const none = () => undefined;
  const total =
    (task: string) =>
    ({ times }: PeerAnswer) =>
      times[task]?.total;
  return [
    ...batches.map((rows) => decoding(rows, tokensOf(`decode${rows}`))),
    line('picture', 'Picture’s tokens with guidance', 'ms', total('picture'), (step) => tokensOf('picture') * step),
    line(
      'firstRow',
      'First row of them',
      'ms',
      ({ times }) => times['picture']?.firstRow,
      (step) => rowTokens * step,
    ),
    line('prefill', 'Prefill of a picture', 'ms', total('prefill'), none),
    line('caption', 'Caption', 'ms', total('caption'), (step) => tokensOf('caption') * step),
    line('cancel', 'Cancel', 'ms', ({ times }) => times['cancel']?.cancel, none),
    line('memory', 'Memory at its peak', 'MB', ({ peakMemory }) => peakMemory / 1e6, none),
  ];
}

function line(name: string, label: string, unit: Figure['unit'], of: Figure['of'], atLimit: Figure['atLimit']): Figure {
  return { name, label, unit, of, atLimit };
}

function decoding(rows: number, tokens: number): Figure {
  const name = `decode${rows}`;
  const of = ({ times }: PeerAnswer) => {
    const milliseconds = times[name]?.total;
    return milliseconds === undefined ? undefined : (1000 * rows * tokens) / milliseconds;
  };
  const label = rows === 1 ? 'Decoding, 1 sequence' : `Decoding, ${rows} sequences`;
  return line(name, label, 'tokens/s', of, (step) => (1000 * rows) / step);
}

/** How many times better the first is. */
export function ratio({ unit }: Figure, ours: number, theirs: number): number {
  return unit === 'tokens/s' ? ours / theirs : theirs / ours;
}
