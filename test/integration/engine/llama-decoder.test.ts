import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Decoder } from '../../../main/core/generator/decoder';
import { sliceElements } from '../../../main/core/tokens/elements';
import { Transformer } from '../../../main/engine/sessions';
import type { PackManifest } from '../../../preload/contract';
import { elementsOf, llamaExpected, llamaGraph, llamaNames, llamaTransformer } from '../../support/llama-pack';
import { textMatching } from '../../support/matchers';
import { tinyManifest } from '../../support/temporary-pack';

const { greedy } = llamaExpected;
const never = new AbortController().signal;
const newTokens = 20;
const graph = await readFile(llamaGraph);
const manifest: PackManifest = { ...(await tinyManifest()), transformer: llamaTransformer };
let transformer: Transformer;

beforeAll(async () => {
  transformer = await Transformer.open(graph, manifest);
});
afterAll(() => transformer.dispose());

describe('the decoder of a Llama-shaped graph', () => {
  const [short = [], middle = [], long = []] = [3, 12, 23].map((index) => greedy[index]?.prompt);
  const prompts = [short, middle, long];

  /** What each row goes on with, one id after the other. */
  async function goOn(decoder: Decoder, count = newTokens): Promise<number[][]> {
    const rows: number[][] = Array.from({ length: decoder.rows }, () => []);
    for (let done = 0; done < count; done++) {
      if (done > 0) await decoder.step(elementsOf(rows.map((ids) => ids.at(-1) ?? 0)));
      for (const [row, ids] of rows.entries()) ids.push(bestOf(decoder, row));
    }
    return rows;
  }

  function bestOf({ logits, vocabularySize }: Decoder, row: number): number {
    const own = logits.subarray(row * vocabularySize, (row + 1) * vocabularySize);
    return own.indexOf(own.reduce((best, value) => Math.max(best, value)));
  }

  const expectedOf = (prompt: readonly number[]) => greedy.find((each) => each.prompt === prompt)?.ids;

  test('forks rows of different length', async () => {
    const decoder = transformer.openDecoder(4);
    await decoder.prefill(1, elementsOf(long), never);
    await decoder.prefill(2, elementsOf(short), never);
    decoder.fork(1, 0);
    decoder.fork(2, 3);
    expect(await goOn(decoder)).toEqual([long, long, short, short].map(expectedOf));
  });

  test('reads a run at once and tells what each of its tokens predicts', async () => {
    const decoder = transformer.openDecoder(2);
    await decoder.prefill(0, elementsOf(long.slice(0, 2)), never);
    await decoder.prefill(1, elementsOf(long.slice(0, 2)), never);
    const all = await decoder.readAll(0, elementsOf(long.slice(2)));
    for (const [index, id] of long.slice(2).entries()) {
      await decoder.prefill(1, elementsOf([id]), never);
      const own = all.subarray(index * decoder.vocabularySize, (index + 1) * decoder.vocabularySize);
      const single = decoder.logits.subarray(decoder.vocabularySize);
      expect(Math.max(...own.map((one, token) => Math.abs(one - (single[token] ?? 0))))).toBeLessThan(1e-3);
    }
    expect(await goOn(decoder)).toEqual([long, long].map(expectedOf));
  });

  test('forgets what rows are rewound over, also after steps', async () => {
    const decoder = transformer.openDecoder(3);
    for (const [row, ids] of prompts.entries()) await decoder.prefill(row, elementsOf(ids), never);
    await goOn(decoder, 9);
    for (const [row, ids] of prompts.entries()) {
      decoder.rewind(row, ids.length - 1);
      await decoder.prefill(row, elementsOf(ids.slice(-1)), never);
    }
    expect(await goOn(decoder)).toEqual(prompts.map(expectedOf));
  });

  test('reads another prompt in a row while the others keep theirs', async () => {
    const decoder = transformer.openDecoder(2);
    await decoder.prefill(0, elementsOf(long), never);
    await decoder.prefill(1, elementsOf(short), never);
    decoder.rewind(0, 0);
    await decoder.prefill(0, elementsOf(middle), never);
    expect(await goOn(decoder)).toEqual([middle, short].map(expectedOf));
  });

  test('reads a prompt in parts as at once', async () => {
    const elements = elementsOf(middle);
    const decoder = transformer.openDecoder(1);
    for (let start = 0; start < elements.count; start += 5) {
      await decoder.prefill(0, sliceElements(elements, start, Math.min(elements.count, start + 5)), never);
    }
    expect(await goOn(decoder)).toEqual([expectedOf(middle)]);
  });

  test('stops between two parts of a long prompt', async () => {
    const controller = new AbortController();
    const reading = transformer.openDecoder(1).prefill(0, elementsOf(long), controller.signal);
    controller.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
  });
});

describe('a graph that is not what its manifest says is refused', () => {
  const named = (change: Partial<typeof llamaNames>) => ({
    cache: { style: 'past-present' as const, names: { ...llamaNames, ...change } },
  });

  test.each([
    [
      'heads that do not share keys',
      { kvHeads: 4 },
      /float32 \[.*, 2, .*, 16\] instead of float32 \[rows, 4, slots, 16\]/,
    ],
    ['wider heads', { headDim: 32 }, /instead of float32 \[rows, 2, slots, 32\]/],
    ['another name', named({ mask: 'padding_mask' }), /missing: padding_mask; unknown: attention_mask/],
    ['one layer less', { layers: 1 }, /unknown: past_key_values\.1\.key/],
    ['no positions', named({ positions: undefined }), /unknown: position_ids/],
    ['another output as scores', named({ logits: 'present.0.key' }), /instead of float32 \[rows, tokens, 2944\]/],
  ])('%s', async (_name, change, detail) => {
    const opened = Transformer.open(graph, { ...manifest, transformer: { ...llamaTransformer, ...change } });
    await expect(opened).rejects.toMatchObject({ code: 'pack-invalid', detail: textMatching(detail) });
  });
});
