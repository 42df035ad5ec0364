import { parseArgs } from 'node:util';
import { ensureBuilt } from '../test/support/built-studio';
import { fetchChromium, findChromium } from '../test/support/find-chromium';
import { launchBrowser } from '../test/support/launch-browser';
import { cancelTimes } from './cancels';
import { machineFacts } from './machine';
import { type MeasurementName, measurements } from './measurements';
import { type Report, printTable, writeReport } from './report';
import { type Summary, summarise } from './statistics';
import { measureStudio } from './studio';

const usage = `npm run bench -- [--runs n] [--quick] [--json]
  --runs n   how often each thing is measured (default 5)
  --quick    two runs
  --json     print the report as JSON instead of a table`;

const options = {
  runs: { type: 'string', default: '5' },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** Returns the exit code: 0 done, 1 not measured, 2 bad usage. */
export async function main(words: string[]): Promise<number> {
  const wanted = read(words);
  if (wanted === undefined) {
    console.log(usage);
    return 2;
  }
  const chromium = findChromium() ?? fetchChromium();
  if (chromium === undefined) {
    console.error('Nothing was measured: there is no Chromium or Chrome. Install one, or name one with CHROME_PATH.');
    return 1;
  }
  ensureBuilt();
  const report = await measure(chromium, wanted.runs);
  writeReport(report);
  if (wanted.json) console.log(JSON.stringify(report, undefined, 2));
  else printTable(report);
  return 0;
}

/** Undefined for what cannot be understood. */
function read(words: string[]): { runs: number; json: boolean } | undefined {
  try {
    const { values } = parseArgs({ args: words, options });
    const runs = values.quick ? 2 : Number(values.runs);
    return Number.isInteger(runs) && runs >= 1 ? { runs, json: values.json } : undefined;
  } catch {
    return undefined;
  }
}

async function measure(chromium: string, runs: number): Promise<Report> {
  const browser = await launchBrowser(chromium);
  try {
    const samples: Partial<Record<MeasurementName, number>>[] = [];
    let pack = '';
    for (let run = 0; run < runs; run++) {
      console.error(`Run ${run + 1} of ${runs} …`);
      const measured = await measureStudio(browser, run);
      const cancels = await cancelTimes();
      samples.push({ ...measured.sample, ...(cancels.length > 0 && { cancelAnywhere: Math.max(...cancels) }) });
      pack = measured.pack;
    }
    return { machine: machineFacts(), browser: browser.version(), pack, runs, results: summaries(samples) };
  } finally {
    await browser.close();
  }
}

function summaries(samples: readonly Partial<Record<MeasurementName, number>>[]): Report['results'] {
  const results: Partial<Record<MeasurementName, Summary>> = {};
  for (const { name } of measurements) {
    const values = samples.flatMap((sample) => sample[name] ?? []);
    if (values.length > 0) results[name] = summarise(values);
  }
  return results;
}
