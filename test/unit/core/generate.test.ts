import { describe, expect, test } from 'vitest';
import { type Candidate, ended, generate, type Generation } from '../../../main/core/generator/generate';
import { anyOf, type GrammarState } from '../../../main/core/grammar/grammar';
import { candidateStream } from '../../../main/core/random/candidate-stream';
import type { SamplerSettings } from '../../../main/core/sampling/sampler';
import type { Prompt } from '../../../main/core/template/prompt';
import { pictureCourse, textCourse } from '../../../main/core/tokens/course';
import { createElements, setElement } from '../../../main/core/tokens/elements';
import { type Layout, textPlace } from '../../../main/core/tokens/place';
import { FakeDecoder } from '../../support/fake-decoder';

const layout: Layout = {
  positions: { kind: 'segment-row-column', neutral: -8, nextCell: true },
  kinds: { text: 0, image: 1, source: 2, control: 3 },
};
const grid = { rows: 2, columns: 3 };
const vocabularySize = 12;

function promptOf(tokens: readonly number[], goal: 'image' | 'text' = 'image') {
  const elements = createElements(tokens.length);
  const t = tokens.length;
  const course = goal === 'image' ? pictureCourse(layout, t, grid) : textCourse(layout, t, 6);
  tokens.forEach((token, index) => {
    setElement(elements, index, token, textPlace(layout, index), textPlace(layout, index + 1), layout);
  });
  return { elements, course };
}

const greedy: SamplerSettings = { temperature: 0, topP: 1, scales: [] };

function candidate(
  seed: number,
  number: number,
  streams: readonly Prompt[] = [promptOf([0, 1])],
  sampling = greedy,
): Candidate {
  return { random: candidateStream(seed, number), streams, sampling };
}

function generationOf(change: Partial<Generation> = {}): Generation {
  return {
    candidates: [candidate(1, 0)],
    grammar: anyOf(Int32Array.of(4, 5, 6, 7, 8, 9)),
    pad: 2,
    layout,
    signal: new AbortController().signal,
    ...change,
  };
}

/** Predicts, above all others, the id after the one read last. */
const counting = (read: readonly number[]) =>
  new Float32Array(vocabularySize).fill(0).with(((read.at(-1) ?? 0) + 1) % 12, 9);

async function roundsOf(decoder: FakeDecoder, generation: Generation): Promise<number[][]> {
  const rounds: number[][] = [];
  for await (const tokens of generate(decoder, generation)) rounds.push([...tokens]);
  return rounds;
}

describe('a picture', () => {
  test('is as many tokens as the grid has cells, all of the image range', async () => {
    const decoder = new FakeDecoder(1, vocabularySize, counting);
    expect(await roundsOf(decoder, generationOf())).toEqual([[4], [5], [6], [7], [8], [9]]);
  });

  test('feeds each token with its own cell and the one to come; the last one is not read', async () => {
    const decoder = new FakeDecoder(1, vocabularySize, counting);
    await roundsOf(decoder, generationOf());
    expect(decoder.steps.map(({ tokens }) => tokens[0])).toEqual([4, 5, 6, 7, 8]);
    expect(decoder.steps.map(({ keyPositions }) => [...keyPositions])).toEqual([
      [2, 0, 0],
      [2, 0, 1],
      [2, 0, 2],
      [2, 1, 0],
      [2, 1, 1],
    ]);
    expect([...(decoder.steps[4]?.queryPositions ?? [])]).toEqual([2, 1, 2]);
  });
});

describe('guidance streams and candidates', () => {
  const streams = [promptOf([0, 3]), promptOf([0, 1, 1, 3])];
  const sampling = { temperature: 1, topP: 1, scales: [2] };
  const plain = { ...sampling, scales: [] };
  const candidates = [0, 1, 2].map((number) => candidate(5, number, streams, sampling));

  test('lie in rows candidate by candidate, each stream with its own text and times', async () => {
    const decoder = new FakeDecoder(6, vocabularySize, counting);
    await roundsOf(decoder, generationOf({ candidates }));
    for (const candidate of [0, 1, 2]) {
      expect(decoder.read[2 * candidate]?.slice(0, 2)).toEqual([0, 3]);
      expect(decoder.read[2 * candidate + 1]?.slice(0, 4)).toEqual([0, 1, 1, 3]);
      expect(decoder.read[2 * candidate]?.slice(2)).toEqual(decoder.read[2 * candidate + 1]?.slice(4));
    }
    const first = decoder.steps[0]?.keyPositions ?? [];
    expect([first[0], first[3]]).toEqual([2, 4]);
  });

  test('a candidate is the same alone and among others', async () => {
    const flat = () => new Float32Array(vocabularySize);
    const all = generationOf();
    const together = await roundsOf(new FakeDecoder(3, vocabularySize, flat), {
      ...all,
      candidates: [0, 1, 2].map((k) => candidate(8, k, undefined, plain)),
    });
    const alone = await roundsOf(new FakeDecoder(1, vocabularySize, flat), {
      ...all,
      candidates: [candidate(8, 2, undefined, plain)],
    });
    expect(alone.flat()).toEqual(together.map((round) => round[2]));
  });
});

describe('prompts', () => {
  test('that candidates share are read once, others each', async () => {
    const shared = promptOf([0, 3]);
    const own = [promptOf([0, 1, 3]), promptOf([0, 2, 2, 3])];
    const decoder = new FakeDecoder(4, vocabularySize, counting);
    const sampling = { ...greedy, scales: [1] };
    const candidates = own.map((prompt, number) => candidate(1, number, [shared, prompt], sampling));
    await roundsOf(decoder, generationOf({ candidates }));
    expect(decoder.prefilled).toEqual([0, 1, 3]);
    expect(decoder.read.map((read) => read.slice(0, -5))).toEqual([
      [0, 3],
      [0, 1, 3],
      [0, 3],
      [0, 2, 2, 3],
    ]);
  });
});

describe('the entropy of a draw', () => {
  test('is told for each candidate, of what was open to it', async () => {
    const logits = (_: readonly number[], row: number) => new Float32Array(vocabularySize).with(5, row === 0 ? 0 : 50);
    const sampling = { temperature: 1, topP: 1, scales: [] };
    const candidates = [0, 1].map((number) => candidate(1, number, undefined, sampling));
    const entropies = new Float64Array(2);
    const decoder = new FakeDecoder(2, vocabularySize, logits);
    for await (const _ of generate(decoder, generationOf({ candidates, entropies }))) {
      expect(entropies[0]).toBeCloseTo(Math.log(6), 10);
      expect(entropies[1]).toBeCloseTo(0, 10);
    }
    expect.assertions(12);
  });
});

describe('a grammar', () => {
  test('decides after every token what may follow, for each candidate by itself', async () => {
    const flat = () => new Float32Array(vocabularySize);
    const seen: number[] = [];
    const state = (from: number): GrammarState => ({
      allowed: Int32Array.of(from),
      after: (token) => {
        seen.push(token);
        return from === 6 ? undefined : state(from + 1);
      },
    });
    const decoder = new FakeDecoder(1, vocabularySize, flat);
    expect(await roundsOf(decoder, generationOf({ grammar: state(4) }))).toEqual([[4], [5]]);
    expect(seen).toEqual([4, 5, 6]);
  });
});

describe('text', () => {
  const streams = [promptOf([0, 4], 'text')];
  const writing = {
    candidates: [candidate(1, 0, streams)],
    grammar: anyOf(Int32Array.of(4, 5, 6, 7), new Set([7])),
  };

  test('ends with its stop token, which is not part of it', async () => {
    const decoder = new FakeDecoder(1, vocabularySize, counting);
    expect(await roundsOf(decoder, generationOf(writing))).toEqual([[5], [6]]);
  });

  test('ends at the longest length otherwise', async () => {
    const decoder = new FakeDecoder(1, vocabularySize, () => new Float32Array(vocabularySize).with(5, 1));
    expect(await roundsOf(decoder, generationOf(writing))).toHaveLength(6);
  });

  test('of one candidate may end before that of another', async () => {
    const logits = (read: readonly number[], row: number) =>
      new Float32Array(vocabularySize).with(row === 0 && read.length === 3 ? 7 : 5, 1);
    const decoder = new FakeDecoder(2, vocabularySize, logits);
    const rounds = await roundsOf(
      decoder,
      generationOf({ ...writing, candidates: [candidate(1, 0, streams), candidate(1, 1, streams)] }),
    );
    expect(rounds[0]).toEqual([5, 5]);
    expect(rounds.slice(1)).toEqual([1, 2, 3, 4, 5].map(() => [ended, 5]));
    expect(decoder.read[0]?.slice(3)).toEqual([2, 2, 2, 2]);
  });
});

describe('a cancel', () => {
  test('is obeyed within one token', async () => {
    const controller = new AbortController();
    const decoder = new FakeDecoder(1, vocabularySize, counting);
    const rounds: number[] = [];
    const drawing = async () => {
      for await (const [token] of generate(decoder, generationOf({ signal: controller.signal }))) {
        rounds.push(token ?? -1);
        if (rounds.length === 3) controller.abort(new Error('enough'));
      }
    };
    await expect(drawing()).rejects.toThrow('enough');
    expect(rounds).toHaveLength(3);
    expect(decoder.steps).toHaveLength(2);
  });

  test('before the start reads nothing', async () => {
    const decoder = new FakeDecoder(1, vocabularySize, counting);
    await expect(roundsOf(decoder, generationOf({ signal: AbortSignal.abort() }))).rejects.toThrow();
    expect(decoder.read).toEqual([[]]);
  });
});
