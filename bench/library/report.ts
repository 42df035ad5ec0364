import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { machineFacts } from '../machine';
import { aligned } from '../report';
import type { IndexingFigures } from './indexing';
import type { ScaleFigures } from './scale';

export type LibraryReport = {
  readonly machine: ReturnType<typeof machineFacts>;
  readonly indexing?: IndexingFigures;
  readonly scale: readonly ScaleFigures[];
};

const folder = join(import.meta.dirname, '..', 'results');

export function writeReport(report: LibraryReport): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'library.json'), `${JSON.stringify(report, undefined, 2)}\n`);
}

export function printReport({ machine, indexing, scale }: LibraryReport): void {
  const { processor, cores, memoryGB, platform, node } = machine;
  console.log(`${processor}, ${cores} cores, ${memoryGB} GB, ${platform}, Node ${node}\n`);
  if (indexing !== undefined) console.log(`${aligned(indexingRows(indexing))}\n`);
  if (scale.length > 0) console.log(aligned(scaleRows(scale)));
}

function indexingRows(figures: IndexingFigures): string[][] {
  const {
    photos,
    meanMegabytes,
    photosPerSecond,
    peakMegabytes,
    libraryMegabytes,
    slowestPage,
    caption,
    load,
    processor,
  } = figures;
  return [
    [`${photos} photos of 12 megapixels, ${meanMegabytes.toFixed(1)} MB each`, '', 'target', ''],
    ['photos per second', photosPerSecond.toFixed(1), '>= 25', verdict(photosPerSecond >= 25)],
    ['library and engine at their peak', `${peakMegabytes.toFixed(0)} MB`, '<= 700', verdict(peakMegabytes <= 700)],
    ['of these the library', `${libraryMegabytes.toFixed(0)} MB`, '', ''],
    [
      'processor time of a photo: library, engine, between them',
      `${processor.library.toFixed(0)} + ${processor.engine.toFixed(0)} + ${processor.between.toFixed(0)} ms`,
      '',
      '',
    ],
    ['slowest page of the list meanwhile', `${slowestPage.toFixed(0)} ms`, '', ''],
    ['caption of one of them', `${caption.median.toFixed(2)} s`, '<= 0.8', verdict(caption.median <= 0.8)],
    ['load before', load.toFixed(1), '', ''],
  ];
}

function scaleRows(scale: readonly ScaleFigures[]): string[][] {
  const row = (title: string, cell: (figures: ScaleFigures) => string) => [title, ...scale.map(cell)];
  const both = ({ median, p95 }: ScaleFigures['search']) => `${median.toFixed(1)} / ${p95.toFixed(1)} ms`;
  return [
    row('documents', ({ documents }) => documents.toLocaleString('en')),
    row('numbers in a vector', ({ dimension }) => String(dimension)),
    row('written in', ({ writeSeconds }) => `${writeSeconds.toFixed(1)} s`),
    row('index built in', ({ indexSeconds }) => `${indexSeconds.toFixed(1)} s`),
    row('on the disk', ({ diskMegabytes }) => `${diskMegabytes.toFixed(0)} MB`),
    row('nearest ten, every vector compared (median / 95 %)', ({ exact }) => both(exact)),
    row('nearest ten, with the index', ({ indexed }) => both(indexed)),
    row('a search as people make it', ({ search }) => both(search)),
    row('recall@10 of the index (target 0.98)', ({ recall }) => recall.toFixed(4)),
    row('the library in RAM', ({ libraryMegabytes }) => `${libraryMegabytes.toFixed(0)} MB`),
    row('load before', ({ load }) => load.toFixed(1)),
  ];
}

function verdict(met: boolean): string {
  return met ? 'met' : 'missed';
}
