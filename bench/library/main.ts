import { parseArgs } from 'node:util';
import { machineFacts } from '../machine';
import { measureIndexing } from './indexing';
import { type LibraryReport, printReport, writeReport } from './report';
import { type ScaleFigures, measureScale } from './scale';
import { isBuilt } from './studio-here';

const usage = `npm run bench:library -- [--photos n] [--documents a,b,c] [--queries n] [--json]
  --photos n       photos of 12 megapixels that are made and read (default 1000, 0 leaves this out)
  --documents ...  sizes of the libraries that are searched (default 12500,25000,50000,100000; 0 leaves this out)
  --queries n      searches of each kind (default 200)
  --json           print the report as JSON instead of tables`;

const options = {
  photos: { type: 'string', default: '1000' },
  documents: { type: 'string', default: '12500,25000,50000,100000' },
  queries: { type: 'string', default: '200' },
  json: { type: 'boolean', default: false },
} as const;

type Wishes = {
  readonly photos: number;
  readonly sizes: readonly number[];
  readonly queries: number;
  readonly json: boolean;
};

/** Returns the exit code: 0 done, 1 not measured, 2 bad usage. */
export async function main(words: string[]): Promise<number> {
  const wanted = read(words);
  if (wanted === undefined) {
    console.log(usage);
    return 2;
  }
  if (!isBuilt()) {
    console.error('Nothing was measured: the studio is not built. Run “npm run build” first.');
    return 1;
  }
  const report = await measure(wanted);
  writeReport(report);
  if (wanted.json) console.log(JSON.stringify(report, undefined, 2));
  else printReport(report);
  return 0;
}

async function measure({ photos, sizes, queries }: Wishes): Promise<LibraryReport> {
  const scale: ScaleFigures[] = [];
  for (const size of sizes) scale.push(await measureScale(size, queries));
  const indexing = photos === 0 ? {} : { indexing: await measureIndexing(photos) };
  return { machine: machineFacts(), scale, ...indexing };
}

/** Undefined for what cannot be understood. */
function read(words: string[]): Wishes | undefined {
  try {
    const { values } = parseArgs({ args: words, options });
    const [photos, queries] = [Number(values.photos), Number(values.queries)];
    const sizes = values.documents
      .split(',')
      .map(Number)
      .filter((size) => size !== 0);
    const all = [photos, queries, ...sizes];
    return all.every((value) => Number.isInteger(value) && value >= 0) && queries > 0
      ? { photos, sizes, queries, json: values.json }
      : undefined;
  } catch {
    return undefined;
  }
}
