import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { threadCount } from '../../main/engine/sessions/session';
import { type InstalledPack, readPack } from '../../main/packs';
import { machineFacts } from '../machine';
import { type Summary, summarise } from '../statistics';
import { type Contestant, findContestants } from './contestants';
import { type Figure, figuresOf } from './figures';
import { LimitMeter } from './limits';
import { findModels, modelsFolder } from './models';
import type { PeerAnswer, PeerRequest } from './peer';
import { planOf } from './plan';
import { ask, defaultPython, reasonOf } from './processes';
import { type PeersReport, printTables, reportJson, type Result, writeReport } from './report';

const usage = `npm run bench:peers -- [--runs n] [--quick] [--json] [--python path] [--pack folder]
  --runs n        how often each thing is measured (default 5)
  --quick         one run with few tokens, to see whether everything works
  --json          print the report as JSON instead of tables
  --python path   the Python that has bench/peers/requirements.txt (default bench/peers/.venv)
  --pack folder   the pack that the studio opens (default the shipped one)`;

const options = {
  runs: { type: 'string', default: '5' },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  python: { type: 'string', default: defaultPython },
  pack: { type: 'string', default: join(import.meta.dirname, '..', '..', 'native-models', 'packs', 'scenes') },
} as const;

const quickTokens = 17;

/** Returns the exit code: 0 done, 2 bad usage. Peers that are missing are said so and left out. */
export async function main(words: string[]): Promise<number> {
  const wanted = read(words);
  if (wanted === undefined) {
    console.log(usage);
    return 2;
  }
  const { report, figures } = await measure(wanted);
  const json = reportJson(report, figures);
  writeReport(json);
  if (wanted.json) console.log(json);
  else printTables(report, figures);
  return 0;
}

type Wanted = NonNullable<ReturnType<typeof read>>;

/** Undefined for what cannot be understood. */
function read(words: string[]) {
  try {
    const { values } = parseArgs({ args: words, options });
    const runs = values.quick ? 1 : Number(values.runs);
    return Number.isInteger(runs) && runs >= 1 ? { ...values, runs } : undefined;
  } catch {
    return undefined;
  }
}

async function measure({ runs, quick, python, pack: folder }: Wanted) {
  const pack = await readPack(folder);
  const request = requestFor(pack, quick);
  const models = findModels(pack.manifest);
  const contestants = await findContestants(models, python);
  const limits = await LimitMeter.over(python, models, request.threads);
  const rounds = new Rounds(contestants);
  for (let run = 0; run < runs; run++) {
    await rounds.next(request, `Run ${run + 1} of ${runs}`);
    await limits?.measure();
  }
  const figures = figuresOf(request.tasks, request.rowTokens);
  const report: PeersReport = {
    machine: machineFacts(),
    pack: `${pack.manifest.id} ${pack.manifest.version}`,
    ...{ threads: request.threads, runs, tasks: request.tasks },
    ...{ results: rounds.results(figures), limits: limits?.limits() ?? [] },
  };
  return { report, figures };
}

function requestFor({ folder, manifest }: InstalledPack, quick: boolean): PeerRequest {
  const [rows, columns] = manifest.image?.grid ?? [0, 0];
  const tasks = planOf(rows * columns, columns, quick ? quickTokens : undefined);
  return { tasks, pack: folder, models: modelsFolder, threads: threadCount(), rowTokens: columns };
}

/** All contestants take turns, so that what else the machine does falls on each of them alike. */
class Rounds {
  readonly #contestants: Contestant[];
  readonly #answers: PeerAnswer[][];

  constructor(contestants: readonly Contestant[]) {
    this.#contestants = [...contestants];
    this.#answers = contestants.map(() => []);
  }

  async next(request: PeerRequest, title: string): Promise<void> {
    for (const [index, contestant] of this.#contestants.entries()) {
      if ('missing' in contestant) continue;
      console.error(`${title}: ${contestant.name} …`);
      try {
        this.#answers[index]?.push((await ask(contestant.program, request)) as PeerAnswer);
      } catch (thrown) {
        this.#contestants[index] = { name: contestant.name, missing: `failed: ${reasonOf(thrown)}` };
      }
    }
  }

  results(figures: readonly Figure[]): Result[] {
    return this.#contestants.map((contestant, index) => {
      const answers = this.#answers[index] ?? [];
      const [first] = answers;
      if ('missing' in contestant) return contestant;
      if (first === undefined) return { name: contestant.name, missing: 'not measured' };
      const { version, weights } = first;
      return { name: contestant.name, version, weights, figures: summaries(answers, figures) };
    });
  }
}

function summaries(answers: readonly PeerAnswer[], figures: readonly Figure[]): Record<string, Summary> {
  const results: Record<string, Summary> = {};
  for (const { name, of } of figures) {
    const values = answers.flatMap((answer) => of(answer) ?? []);
    if (values.length > 0) results[name] = summarise(values);
  }
  return results;
}
