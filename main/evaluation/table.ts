import type { FigureRow, WorstScene } from './report';

const heading = ['task', 'figure', 'of', 'value', '95 % interval', 'target', '', 'single draw'];
const leftAligned = new Set([0, 1, 6]);

/** The figures beside their targets, in aligned columns; the last one only where something is in it. */
export function tableLines(rows: readonly FigureRow[]): string[] {
  const columns = rows.some(({ single }) => single !== undefined) ? heading.length : heading.length - 1;
  const table = [heading, ...rows.map(cellsOf)].map((line) => line.slice(0, columns));
  const widths = heading
    .slice(0, columns)
    .map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  return table.map((line) =>
    line
      .map((cell, column) => align(cell, column, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function cellsOf({ task, title, of, value, interval, target, met, single }: FigureRow): string[] {
  const [low, high] = interval;
  const aim = target === undefined ? ['', ''] : [percent(target), met === true ? 'met' : 'missed'];
  const first = single === undefined ? '' : percent(single);
  return [task, title, String(Math.round(of)), percent(value), `${percent(low)} - ${percent(high)}`, ...aim, first];
}

function align(cell: string, column: number, width: number): string {
  return leftAligned.has(column) ? cell.padEnd(width) : cell.padStart(width);
}

export function worstLines(scenes: readonly WorstScene[]): string[] {
  return scenes.flatMap(({ index, sentence, share, missed }) => [
    `#${index}  ${percent(share)}  ${sentence}`,
    `    missed: ${missed.join('; ')}`,
  ]);
}

/** How far the judge itself is to be believed: its shares of right verdicts by attribute. */
export function accuracyLine(kind: string, accuracy: Readonly<Record<string, number>>): string {
  const shares = Object.entries(accuracy).map(([name, share]) => `${name} ${percent(share)}`);
  return `  on ${kind} pictures: ${shares.join(', ')}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
