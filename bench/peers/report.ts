import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { machineFacts } from '../machine';
import { aligned } from '../report';
import type { Summary } from '../statistics';
import type { ContestantName } from './contestants';
import { type Figure, ratio } from './figures';
import { type Limit, stepAt } from './limits';
import type { Task } from './plan';

export type Result = { readonly name: ContestantName } & (
  | { readonly missing: string }
  | { readonly version: string; readonly weights: string; readonly figures: Readonly<Record<string, Summary>> }
);

export type PeersReport = {
  readonly machine: ReturnType<typeof machineFacts>;
  /** Id and version. */
  readonly pack: string;
  readonly threads: number;
  readonly runs: number;
  readonly tasks: readonly Task[];
  readonly results: readonly Result[];
  readonly limits: readonly Limit[];
};

const folder = join(import.meta.dirname, '..', 'results');

/** Every value, and what follows from the medians. */
export function reportJson(report: PeersReport, figures: readonly Figure[]): string {
  const { results, limits } = report;
  const ratios = Object.fromEntries(
    peersOf(results).map(({ name }) => [name, valuesOf(figures, (figure) => ratioOf(figure, results, name))]),
  );
  const atLimit = limits.map((limit) => ({
    ...limit,
    figures: valuesOf(figures, ({ atLimit: at }) => at(stepAt(limit))),
  }));
  return JSON.stringify({ ...report, limits: atLimit, ratios }, undefined, 2);
}

export function writeReport(json: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'peers.json'), `${json}\n`);
}

export function printTables(report: PeersReport, figures: readonly Figure[]): void {
  const { machine, pack, threads, runs, results, limits } = report;
  console.log(`${machine.processor}, ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.platform}`);
  console.log(`Node ${machine.node}, pack ${pack}, ${threads} threads, ${runs} runs\n`);
  for (const result of results) console.log(introduction(result));
  console.log(`\nMedian (least .. most)\n${measuredTable(results, figures)}`);
  if (peersOf(results).length > 0) console.log(`\nTimes as good as\n${ratioTable(results, figures)}`);
  console.log(
    `\nLimit: reading the weights once a step\n${limits.length > 0 ? limitTable(report, figures) : 'not measured'}`,
  );
}

function introduction(result: Result): string {
  const says = 'missing' in result ? result.missing : `${result.version}, ${result.weights}`;
  return `${result.name}: ${says}`;
}

function measuredTable(results: readonly Result[], figures: readonly Figure[]): string {
  const present = results.filter((result) => !('missing' in result));
  const cell = ({ name, unit }: Figure, result: Result) => {
    const summary = summaryOf(result, name);
    if (summary === undefined) return 'not measured';
    return `${number(summary.median)} ${unit} (${number(summary.least)} .. ${number(summary.most)})`;
  };
  const rows = figures.map((figure) => [figure.label, ...present.map((result) => cell(figure, result))]);
  return aligned([['', ...present.map(({ name }) => name)], ...rows]);
}

function ratioTable(results: readonly Result[], figures: readonly Figure[]): string {
  const peers = peersOf(results);
  const cell = (figure: Figure, name: ContestantName) => {
    const times = ratioOf(figure, results, name);
    return times === undefined ? '' : times.toFixed(2);
  };
  const rows = figures.map((figure) => [figure.label, ...peers.map(({ name }) => cell(figure, name))]);
  return aligned([['', ...peers.map(({ name }) => name)], ...rows]);
}

/** What each limit allows, and how much of it the studio reaches. */
function limitTable({ results, limits }: PeersReport, figures: readonly Figure[]): string {
  const cell = (figure: Figure, limit: Limit) => {
    const best = figure.atLimit(stepAt(limit));
    const ours = studioOf(results, figure.name);
    if (best === undefined || ours === undefined) return undefined;
    return `${number(best)} ${figure.unit} (${(100 * ratio(figure, ours.median, best)).toFixed(0)} %)`;
  };
  const rows = figures
    .map((figure) => [figure.label, ...limits.map((limit) => cell(figure, limit) ?? '')])
    .filter(([, ...cells]) => cells.some((text) => text !== ''));
  const pace = limits.map(
    ({ bytes, bandwidth }) => `${number(bytes / 1e6)} MB at ${number(bandwidth.median / 1e9)} GB/s`,
  );
  return aligned([['', ...limits.map(({ name }) => name)], ['', ...pace], ...rows]);
}

function peersOf(results: readonly Result[]): Result[] {
  return results.filter((result) => result.name !== 'studio' && !('missing' in result));
}

function ratioOf(figure: Figure, results: readonly Result[], peer: ContestantName): number | undefined {
  const ours = studioOf(results, figure.name);
  const theirs = results
    .map((result) => (result.name === peer ? summaryOf(result, figure.name) : undefined))
    .find(Boolean);
  return ours === undefined || theirs === undefined ? undefined : ratio(figure, ours.median, theirs.median);
}

function studioOf(results: readonly Result[], figure: string): Summary | undefined {
  const studio = results.find(({ name }) => name === 'studio');
  return studio && summaryOf(studio, figure);
}

function summaryOf(result: Result, figure: string): Summary | undefined {
  return 'missing' in result ? undefined : result.figures[figure];
}

function valuesOf(figures: readonly Figure[], value: (figure: Figure) => number | undefined): Record<string, number> {
  return Object.fromEntries(
    figures.flatMap((figure) => {
      const found = value(figure);
      return found === undefined ? [] : [[figure.name, found]];
    }),
  );
}

function number(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
