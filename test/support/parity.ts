import { readFile } from 'node:fs/promises';
import { z } from '../../preload/contract';
import { ended, generate, rowCount } from '../../main/core/generator/generate';
import { anyOf, type GrammarState } from '../../main/core/grammar/grammar';
import { longestPlan, planGrammar } from '../../main/core/grammar/plan-grammar';
import { cellCount } from '../../main/core/geometry/grid';
import { candidateStream } from '../../main/core/random/candidate-stream';
import type { Slots } from '../../main/core/template/prompt';
import type { LoadedPack } from '../../main/engine/pack/loaded-pack';
import { buildStreams } from '../../main/engine/tasks/streams';
import { packTask } from '../../main/engine/tasks/task';

const Ids = z.array(z.int());
const Side = z.int().min(0).max(256);
const Thing = z.object({ label: z.string(), box: z.tuple([Side, Side, Side, Side]) });

/** One prompt, and what PyTorch made of it greedily. */
const ParityCase = z.discriminatedUnion('task', [
  z.object({
    task: z.literal('generate'),
    plan: z.object({ things: z.array(Thing), background: z.string() }),
    guidance: z.number(),
    ids: Ids,
  }),
  z.object({ task: z.literal('plan'), prompt: z.string(), ids: Ids }),
  /** Of the picture whose codes are `(start + step * cell) % codebook`. */
  z.object({ task: z.literal('caption'), step: z.int(), start: z.int(), ids: Ids }),
]);
export type ParityCase = z.infer<typeof ParityCase>;

const longestCaption = 16;

export async function readParityCases(file: string): Promise<readonly ParityCase[]> {
  return z.object({ cases: z.array(ParityCase).min(1) }).parse(JSON.parse(await readFile(file, 'utf8'))).cases;
}

/** What the engine makes of the same prompt. */
export async function engineIds(pack: LoadedPack, one: ParityCase): Promise<readonly number[]> {
  const { vocabulary } = pack;
  switch (one.task) {
    case 'generate':
      return greedyIds(
        pack,
        one.task,
        drawingSlots(one),
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
      return greedyIds(pack, one.task, readingSlots(one, pack), grammar, longestCaption);
    }
  }
}

/** How many of the expected ids come out, up to the first other one. */
export function equalUntil(expected: readonly number[], found: readonly number[]): number {
  const other = expected.findIndex((id, index) => id !== found[index]);
  return other < 0 ? expected.length : other;
}

function drawingSlots({ plan }: Extract<ParityCase, { task: 'generate' }>): Slots {
  const things = plan.things.map(({ label, box: [x0, y0, x1, y1] }) => {
    return { label, box: { x0: x0 / 256, y0: y0 / 256, x1: x1 / 256, y1: y1 / 256 } };
  });
  return { texts: { background: plan.background }, images: {}, boxes: { things } };
}

function readingSlots(
  { step, start }: Extract<ParityCase, { task: 'caption' }>,
  { grid, manifest }: LoadedPack,
): Slots {
  const source = Int32Array.from(
    { length: cellCount(grid) },
    (_, cell) => (start + step * cell) % manifest.image.codebook,
  );
  return { texts: {}, images: { source }, boxes: {} };
}

async function greedyIds(
  pack: LoadedPack,
  name: ParityCase['task'],
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
