import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { machineFacts } from './machine';
import { type Measurement, type MeasurementName, measurements } from './measurements';
import type { Summary } from './statistics';

export type Report = {
  readonly machine: ReturnType<typeof machineFacts>;
  readonly browser: string;
  /** Id and version of the pack that drew. */
  readonly pack: string;
  readonly runs: number;
  readonly results: Partial<Record<MeasurementName, Summary>>;
};

const folder = join(import.meta.dirname, 'results');

export function writeReport(report: Report): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'latest.json'), `${JSON.stringify(report, undefined, 2)}\n`);
}

export function printTable({ machine, browser, pack, runs, results }: Report): void {
  console.log(`${machine.processor}, ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.platform}`);
  console.log(`Node ${machine.node}, Chromium ${browser}, pack ${pack}, ${runs} runs\n`);
  const rows = measurements.map((measurement) => rowOf(measurement, results[measurement.name]));
  console.log(aligned([['', 'median', 'least', 'most', 'target', ''], ...rows]));
}

function rowOf({ label, unit, target }: Measurement, summary: Summary | undefined): string[] {
  if (summary === undefined) return [label, 'not measured', '', '', '', ''];
  const { median, least, most } = summary;
  const limit = target === undefined ? '' : `<= ${number(target.most)}`;
  const verdict = target === undefined ? '' : median <= target.most ? 'met' : 'missed';
  return [label, `${number(median)} ${unit}`, number(least), number(most), limit, verdict];
}

function number(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0);
}

/** The first column to the left, the others to the right. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const pad = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
