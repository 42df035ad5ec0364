import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beamRowCount, beamSearch } from '../../../main/core/generator/beam';
import { ended, generate, rowCount } from '../../../main/core/generator/generate';
import { anyOf, type GrammarState } from '../../../main/core/grammar/grammar';
import { candidateStream } from '../../../main/core/random/candidate-stream';
import type { Prompt } from '../../../main/core/template/prompt';
import { textCourse } from '../../../main/core/tokens/course';
import { LoadedPack } from '../../../main/engine/pack/loaded-pack';
import { buildStreams } from '../../../main/engine/tasks/streams';
import { packTask } from '../../../main/engine/tasks/task';
import { readPack } from '../../../main/packs';
import { elementsOf, llamaExpected, llamaTransformer, makeLlamaPack } from '../../support/llama-pack';
import { temporaryFolder } from '../../support/temporary-pack';
import { tinyExpected } from '../../support/tiny-expected';

const folder = await temporaryFolder(afterAll);
let pack: LoadedPack;
let stop: ReadonlySet<number>;
let anything: GrammarState;

beforeAll(async () => {
  pack = await LoadedPack.open(await readPack(await makeLlamaPack(folder)));
  stop = pack.vocabulary.stopTokens(['eos']);
  anything = anyOf(
    Int32Array.from({ length: pack.vocabulary.size }, (_, id) => id),
    stop,
  );
  return () => pack.dispose();
});

const { greedy, leftPadded, beams, caption, guided } = llamaExpected;
const never = new AbortController().signal;
const newTokens = 20;

function promptOf(ids: readonly number[]): Prompt {
  return { elements: elementsOf(ids), course: textCourse(llamaTransformer, ids.length, newTokens) };
}

/** What the streams of each candidate go on with, greedily. */
async function write(streams: readonly (readonly Prompt[])[], scales: readonly number[], grammar: GrammarState) {
  const sampling = { temperature: 0, topP: 1, scales };
  const candidates = streams.map((prompts, index) => ({
    random: candidateStream(1, index),
    streams: prompts,
    sampling,
  }));
  const layout = pack.manifest.transformer;
  const rows: number[][] = streams.map(() => []);
  const decoder = pack.transformer.openDecoder(rowCount(candidates));
  const pad = pack.vocabulary.pad;
  for await (const tokens of generate(decoder, { candidates, grammar, pad, layout, signal: never })) {
    tokens.forEach((token, candidate) => token !== ended && rows[candidate]?.push(token));
    if ((rows[0]?.length ?? 0) >= newTokens) break;
  }
  decoder.dispose();
  return rows;
}

/** What ended a sequence is not among the engine's tokens. */
const withoutEnd = (ids: readonly number[]) => ids.filter((id) => !stop.has(id));

const writeAll = (prompts: readonly (readonly number[])[]) =>
  write(
    prompts.map((ids) => [promptOf(ids)]),
    [],
    anything,
  );

describe('a Llama from Hugging Face goes on as it does there', () => {
  test('alone', async () => {
    expect(greedy.length).toBeGreaterThanOrEqual(20);
    for (const { prompt, ids } of greedy) expect(await writeAll([prompt])).toEqual([withoutEnd(ids)]);
  });

  test('with all prompts, of every length, in one batch', async () => {
    const rows = await writeAll(greedy.map(({ prompt }) => prompt));
    expect(rows).toEqual(greedy.map(({ ids }) => withoutEnd(ids)));
  });

  test('where it read prompts of different length together itself', async () => {
    for (const { prompts, ids } of leftPadded) {
      expect(await writeAll(prompts.map((index) => greedy[index]?.prompt ?? []))).toEqual(ids.map(withoutEnd));
    }
  });

  test('with beam search', async () => {
    for (const { prompt, beams: count, hypotheses } of beams) {
      const streams = [promptOf(greedy[prompt]?.prompt ?? [])];
      const found = await beamSearch(pack.transformer.openDecoder(beamRowCount({ streams, beams: count })), {
        ...{ streams, beams: count, results: count, scales: [], lengthPenalty: 1, grammar: anything, signal: never },
        ...{ pad: pack.vocabulary.pad, layout: pack.manifest.transformer },
      });
      expect(found.map(({ tokens }) => tokens)).toEqual(hypotheses.map(({ ids }) => withoutEnd(ids)));
      for (const [index, { score }] of hypotheses.entries()) expect(found[index]?.score).toBeCloseTo(score, 4);
    }
  });

  test('through the templates of its tasks: about a picture, and guided from words to a picture', async () => {
    const { things, background } = tinyExpected.layout;
    const seen = { texts: {}, images: { source: Int32Array.from(tinyExpected.encoderCodes) }, boxes: {} };
    const said = { texts: { background }, images: {}, boxes: { things } };
    const read = buildStreams(pack, packTask(pack.manifest, 'caption'), [seen], { guidance: 1 });
    const words = await write(read.candidates, read.scales, anyOf(pack.vocabulary.textTokens(stop), stop));
    expect(words).toEqual([withoutEnd(caption)]);
    const drawn = buildStreams(pack, packTask(pack.manifest, 'generate'), [said], guided);
    const cells = await write(drawn.candidates, drawn.scales, anyOf(pack.vocabulary.imageTokens()));
    expect(cells).toEqual([guided.ids]);
  });
});
