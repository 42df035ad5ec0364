import { readFile } from 'node:fs/promises';
import { Cells, Plan, type TaskName, Turn, z } from '../../preload/contract';
import { ended, generate, rowCount } from '../../main/core/generator/generate';
import { anyOf, type GrammarState } from '../../main/core/grammar/grammar';
import { longestPlan, planGrammar } from '../../main/core/grammar/plan-grammar';
import { candidateStream } from '../../main/core/random/candidate-stream';
import type { Slots } from '../../main/core/template/prompt';
import type { LoadedPack } from '../../main/engine/pack/loaded-pack';
import { buildStreams } from '../../main/engine/tasks/streams';
import { packTask } from '../../main/engine/tasks/task';
import { formsOf, greedyTokens } from './task-forms';

const Ids = z.array(z.int());

/** One prompt, and what PyTorch made of it greedily. */
const ParityCase = z.discriminatedUnion('task', [
  z.object({
    task: z.literal('generate'),
    plan: Plan,
    guidance: z.number(),
    ids: Ids,
  }),
  z.object({ task: z.literal('plan'), prompt: z.string(), ids: Ids }),
  z.object({ task: z.literal('caption'), codes: Ids, ids: Ids }),
]);

/** A scene, and what PyTorch made of it in each form of the other tasks. */
const ParityScene = z.object({
  sentence: z.string(),
  instruction: z.string(),
  before: Plan,
  after: Plan,
  cells: Cells,
  turns: z.array(Turn),
  nowhere: z.string(),
  codes: Ids,
  otherCodes: Ids,
  forms: z.record(z.string(), Ids),
});

const ParityFile = z.object({ cases: z.array(ParityCase).min(1), scenes: z.array(ParityScene) });

type FormCase = { readonly task: 'form'; readonly form: string; readonly ids: readonly number[] } & {
  readonly scene: z.infer<typeof ParityScene>;
};
export type ParityCase = z.infer<typeof ParityCase> | FormCase;

const longestCaption = 16;

export async function readParityCases(file: string): Promise<readonly ParityCase[]> {
  const { cases, scenes } = ParityFile.parse(JSON.parse(await readFile(file, 'utf8')));
  const forms = scenes.flatMap((scene) =>
    Object.entries(scene.forms).map(([form, ids]): FormCase => ({ task: 'form', form, ids, scene })),
  );
  return [...cases, ...forms];
}

/** What a case is about, for a table. */
export function caseName(one: ParityCase): string {
  if (one.task === 'form') return one.form;
  return one.task === 'generate' && one.guidance !== 1 ? 'generate, guided' : one.task;
}

/** What the engine makes of the same prompt. */
export async function engineIds(pack: LoadedPack, one: ParityCase): Promise<readonly number[]> {
  const { vocabulary } = pack;
  switch (one.task) {
    case 'generate':
      return greedyIds(
        pack,
        one.task,
        { texts: { background: one.plan.background }, images: {}, boxes: { things: one.plan.things } },
        anyOf(vocabulary.imageTokens()),
        one.ids.length,
        one.guidance,
      );
    case 'plan': {
      const slots = { texts: { prompt: one.prompt }, images: {}, boxes: { given: [] } };
      return greedyIds(pack, one.task, slots, planGrammar(vocabulary), longestPlan());
    }
    case 'caption': {
      const stop = vocabulary.stopTokens(['eos']);
      const grammar = anyOf(vocabulary.textTokens(stop), stop);
      const slots = { texts: {}, images: { source: Int32Array.from(one.codes) }, boxes: {} };
      return greedyIds(pack, one.task, slots, grammar, longestCaption);
    }
    case 'form': {
      const { scene } = one;
      const pictures = { source: Int32Array.from(scene.codes), other: Int32Array.from(scene.otherCodes) };
      const form = formsOf({ ...scene, ...pictures }, pack)[one.form];
      if (form === undefined) throw new Error(`Nothing is known of the form “${one.form}”.`);
      return greedyTokens(form, pack, one.ids.length);
    }
  }
}

/** How many of the expected ids come out, up to the first other one. */
export function equalUntil(expected: readonly number[], found: readonly number[]): number {
  const other = expected.findIndex((id, index) => id !== found[index]);
  return other < 0 ? expected.length : other;
}

async function greedyIds(
  pack: LoadedPack,
  name: TaskName,
  slots: Slots,
  grammar: GrammarState,
  most: number,
  guidance = 1,
): Promise<readonly number[]> {
  const { candidates: all, scales } = buildStreams(pack, packTask(pack.manifest, name), [slots], { guidance });
  const sampling = { temperature: 0, topP: 1, scales };
  const candidates = all.map((streams) => ({ random: candidateStream(0, 0), streams, sampling }));
  const decoder = pack.transformer.openDecoder(rowCount(candidates));
  const ids: number[] = [];
  const common = { pad: pack.vocabulary.pad, layout: pack.manifest.transformer, signal: new AbortController().signal };
  try {
    for await (const [token = ended] of generate(decoder, { candidates, grammar, ...common })) {
      if (token !== ended) ids.push(token);
      if (ids.length >= most) break;
    }
  } finally {
    decoder.dispose();
  }
  return ids;
}
