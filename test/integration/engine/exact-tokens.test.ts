import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { PackTask, Plan, SamplingSettings, TaskName } from '../../../preload/contract';
import type { Slots } from '../../../main/core/template/prompt';
import type { Decoder } from '../../../main/core/generator/decoder';
import { copyElements, createElements, setElement, sliceElements } from '../../../main/core/tokens/elements';
import { textPlace } from '../../../main/core/tokens/place';
import { candidateStream } from '../../../main/core/random/candidate-stream';
import { ended, generate, rowCount } from '../../../main/core/generator/generate';
import { anyOf, type GrammarState, union } from '../../../main/core/grammar/grammar';
import { planGrammar } from '../../../main/core/grammar/plan-grammar';
import { readPlan } from '../../../main/core/plan/read-plan';
import { codecOf } from '../../../main/engine/pack/codec-of';
import { LoadedPack } from '../../../main/engine/pack/loaded-pack';
import { likelihoodRanker } from '../../../main/engine/ranking/likelihood';
import { Prefixes } from '../../../main/engine/sessions/prefixes';
import { buildStreams } from '../../../main/engine/tasks/streams';
import { packTask } from '../../../main/engine/tasks/task';
import { readPack } from '../../../main/packs';
import { tinyPack } from '../../support/temporary-pack';
import { tinyExpected, tinyPlanes } from '../../support/tiny-expected';

let pack: LoadedPack;

beforeAll(async () => {
  pack = await LoadedPack.open(await readPack(tinyPack));
  return () => pack.dispose();
});

const greedy = { temperature: 0, topP: 1, guidance: 1 };

type Run = { candidates?: readonly number[]; seed?: number; grammar?: GrammarState };

/** The tokens of every candidate, up to `most`. */
async function tokensOf(task: TaskName, slots: Slots, settings: SamplingSettings, most: number, run: Run = {}) {
  const { candidates = [0], seed = 7, grammar = anyOf(pack.vocabulary.imageTokens()) } = run;
  const streams = buildStreams(pack, taskOf(task), new Array<Slots>(candidates.length).fill(slots), settings);
  const sampling = { temperature: settings.temperature, topP: settings.topP, scales: streams.scales };
  const generation = {
    candidates: candidates.map((candidate, index) => ({
      random: candidateStream(seed, candidate),
      streams: streams.candidates[index] ?? [],
      sampling,
    })),
    grammar,
    pad: pack.vocabulary.pad,
    layout: pack.manifest.transformer,
    signal: new AbortController().signal,
  };
  const rows: number[][] = candidates.map(() => []);
  for await (const tokens of generate(pack.transformer.openDecoder(rowCount(generation.candidates)), generation)) {
    tokens.forEach((token, candidate) => token !== ended && rows[candidate]?.push(token));
    if ((rows[0]?.length ?? 0) >= most) break;
  }
  return rows;
}

function taskOf(name: TaskName): PackTask {
  return packTask(pack.manifest, name);
}

const { things, background } = tinyExpected.layout;
const said: Slots = { texts: { background }, images: {}, boxes: { things } };
const asked: Slots = { texts: { prompt: tinyExpected.prompt }, images: {}, boxes: { given: things.slice(0, 1) } };

/** The prompts of one candidate. */
function promptsOf(task: TaskName, slots: Slots, guidance: number) {
  return buildStreams(pack, taskOf(task), [slots], { guidance }).candidates[0] ?? [];
}

describe('the same weights in PyTorch and in ONNX Runtime', () => {
  test('read a sentence and given boxes as the same ids and places, and write the same plan', async () => {
    const [prompt] = promptsOf('plan', asked, 1);
    expect([...(prompt?.elements.tokens ?? [])]).toEqual(tinyExpected.planPrompt.ids);
    expect([...(prompt?.elements.keyPositions ?? [])]).toEqual(tinyExpected.planPrompt.positions.flat());
    const [ids = []] = await tokensOf('plan', asked, greedy, 200, { grammar: planGrammar(pack.vocabulary) });
    expect(ids).toEqual(tinyExpected.planIds);
    const plan = readPlan(ids, [], pack);
    expect(plan.background).toBe(tinyExpected.plan.background);
    expect(plan.things.map(({ label }) => label)).toEqual(tinyExpected.plan.things.map(({ label }) => label));
  });

  test('read a plan as the same ids, places and kinds', () => {
    const prompts = promptsOf('generate', said, tinyExpected.guidance);
    const expected = [tinyExpected.unconditionalPrompt, tinyExpected.generatePrompt];
    for (const [index, { elements }] of prompts.entries()) {
      expect([...elements.tokens]).toEqual(expected[index]?.ids);
      expect([...elements.keyPositions]).toEqual(expected[index]?.positions.flat());
      expect([...elements.kinds]).toEqual(expected[index]?.kinds);
    }
    expect(pack.tokenizer.encodeText(tinyExpected.prompt)).toEqual(tinyExpected.textIds);
  });

  test('draw the same picture tokens greedily', async () => {
    const [ids] = await tokensOf('generate', said, greedy, tinyExpected.greedyImageIds.length);
    expect(ids).toEqual(tinyExpected.greedyImageIds);
  });

  test('draw the same picture tokens under guidance', async () => {
    const settings = { ...greedy, guidance: tinyExpected.guidance };
    const [ids] = await tokensOf('generate', said, settings, tinyExpected.greedyImageIdsGuided.length);
    expect(ids).toEqual(tinyExpected.greedyImageIdsGuided);
  });

  test('encode a picture to the same codes', async () => {
    const codes = await pack.encodePicture(tinyPlanes(codecOf(pack.manifest).pixels));
    expect([...codes]).toEqual(tinyExpected.encoderCodes);
  });

  test('decode codes to the same pixels', async () => {
    const planes = await pack.decodeRows(Int32Array.from(tinyExpected.encoderCodes));
    for (const { c, y, x, value } of tinyExpected.decodedSamples) {
      expect(planes.data[(c * planes.height + y) * planes.width + x]).toBeCloseTo(value, 4);
    }
  });

  test('read a picture as the same prompt and write the same caption', async () => {
    const codes = Int32Array.from(tinyExpected.encoderCodes);
    const slots = { texts: {}, images: { source: codes }, boxes: {} };
    const prompts = promptsOf('caption', slots, 1);
    expect([...(prompts[0]?.elements.tokens ?? [])]).toEqual(tinyExpected.captionPrompt.ids);
    expect([...(prompts[0]?.elements.keyPositions ?? [])]).toEqual(tinyExpected.captionPrompt.positions.flat());
    expect([...(prompts[0]?.elements.kinds ?? [])]).toEqual(tinyExpected.captionPrompt.kinds);
    const stop = pack.vocabulary.stopTokens(['eos']);
    const [ids] = await tokensOf('caption', slots, greedy, 48, {
      grammar: anyOf(pack.vocabulary.textTokens(stop), stop),
    });
    expect(ids).toEqual(tinyExpected.captionIds);
  });
});

describe('the likelihood of a sentence given a picture', () => {
  const pictures = tinyExpected.retriever.codes.map((codes) => ({ codes: Int32Array.from(codes) }));
  const never = new AbortController().signal;
  const words = () => pack.vocabulary.textTokens(pack.vocabulary.stopTokens(['eos']));

  test('is what the words cost one by one, as they would be drawn', async () => {
    const ranker = likelihoodRanker(pack, { caption: taskOf('caption') });
    const found = await ranker.judge(tinyExpected.prompt, pictures, never);
    for (const [index, { codes }] of pictures.entries()) {
      const expected = await sumOneByOne('caption', codes, tinyExpected.textIds, words());
      expect(found[index]?.evidence).toBeCloseTo(expected, 3);
      expect(found[index]?.score).toBeCloseTo(expected / tinyExpected.textIds.length, 3);
    }
    expect(found[0]?.score).not.toBeCloseTo(found[1]?.score ?? 0, 3);
  });

  test('is that of the plan where the picture was drawn from one, and a short plan has no advantage', async () => {
    const left = { label: 'red boat', box: { x0: 0, y0: 0.5, x1: 0.4, y1: 1 } };
    const right = { label: 'green tree', box: { x0: 0.5, y0: 0.25, x1: 1, y1: 1 } };
    const plans: Plan[] = [
      { things: [right, left], background: 'on the sea' },
      { things: [left], background: '' },
    ];
    const ranker = likelihoodRanker(pack, { caption: taskOf('caption'), read: taskOf('read') });
    const planned = pictures.slice(0, 2).map((picture, index) => ({ ...picture, plan: plans[index] }));
    const found = await ranker.judge(tinyExpected.prompt, planned, never);
    const written = plans.map((plan) => tokensOfPlan({ ...plan, things: plan.things.toReversed() }));
    const allowed = union(words(), pack.vocabulary.locationTokens(), Int32Array.of(pack.vocabulary.break));
    for (const [index, { codes }] of planned.entries()) {
      const tokens = written[index] ?? [];
      const expected = (await sumOneByOne('read', codes, tokens, allowed)) / tokens.length;
      expect(found[index]?.score).toBeCloseTo(expected, 3);
      expect(found[index]?.evidence).toBeCloseTo(expected * (written[0]?.length ?? 0), 2);
    }
  });

  function tokensOfPlan({ things, background }: Plan): readonly number[] {
    const { tokenizer, vocabulary } = pack;
    const boxes = things.map(({ label, box }) => [...tokenizer.encodeText(` ${label}`), ...vocabulary.boxTokens(box)]);
    const phrase = background === '' ? [] : tokenizer.encodeText(` ${background}`);
    return [...boxes.flat(), vocabulary.break, ...phrase, vocabulary.eos];
  }

  /** Log-probabilities among the allowed ids, each token appended alone. */
  async function sumOneByOne(
    task: 'caption' | 'read',
    source: ArrayLike<number>,
    tokens: readonly number[],
    allowed: Int32Array,
  ): Promise<number> {
    const [prompt] = promptsOf(task, { texts: {}, images: { source }, boxes: {} }, 1);
    const decoder = pack.transformer.openDecoder(1);
    await decoder.prefill(0, prompt?.elements ?? createElements(0), never);
    let sum = 0;
    for (const [index, token] of tokens.entries()) {
      const normalizer = Math.log([...allowed].reduce((all, id) => all + Math.exp(decoder.logits[id] ?? 0), 0));
      sum += (decoder.logits[token] ?? 0) - normalizer;
      const step = createElements(1);
      const course = prompt?.course ?? { place: () => textPlace(pack.manifest.transformer, 0) };
      setElement(step, 0, token, course.place(index), course.place(index + 1), pack.manifest.transformer);
      await decoder.step(step);
    }
    return sum;
  }
});

describe('a candidate', () => {
  const settings = { temperature: 1, topP: 0.9, guidance: 1.8 };

  test('is the same alone and among others', async () => {
    const together = await tokensOf('generate', said, settings, 256, { candidates: [0, 1, 2, 3] });
    for (const candidate of [0, 3]) {
      const [alone] = await tokensOf('generate', said, settings, 256, { candidates: [candidate] });
      expect(alone).toEqual(together[candidate]);
    }
    expect(together[0]).not.toEqual(together[1]);
  });

  test('is another one with another seed', async () => {
    const [one] = await tokensOf('generate', said, settings, 16, { seed: 1 });
    const [other] = await tokensOf('generate', said, settings, 16, { seed: 2 });
    expect(one).not.toEqual(other);
  });
});

describe('the decoder', () => {
  const never = new AbortController().signal;
  const readPicture = () => promptsOf('caption', captionSlots(), 1)[0]?.elements;
  const readSentence = () => promptsOf('generate', said, 1)[0]?.elements;

  /** What a row predicts, to three decimals. */
  function predicted(decoder: Decoder, row: number): number[] {
    const start = row * decoder.vocabularySize;
    return [...decoder.logits.subarray(start, start + decoder.vocabularySize)].map((one) => Number(one.toFixed(3)));
  }

  test('reads a prompt in small parts as it does at once', async () => {
    const elements = readPicture() ?? createElements(0);
    const decoder = pack.transformer.openDecoder(2);
    await decoder.prefill(0, elements, never);
    for (let start = 0; start < elements.count; start += 7) {
      await decoder.prefill(1, sliceElements(elements, start, Math.min(elements.count, start + 7)), never);
    }
    expect(largestDifference(decoder)).toBeLessThan(1e-3);
  });

  test('reads a run at once and tells what each of its tokens predicts', async () => {
    const elements = readSentence() ?? createElements(0);
    const decoder = pack.transformer.openDecoder(2);
    await decoder.prefill(0, sliceElements(elements, 0, 2), never);
    await decoder.prefill(1, sliceElements(elements, 0, 2), never);
    const all = await decoder.readAll(0, sliceElements(elements, 2, elements.count));
    for (let index = 2; index < elements.count; index++) {
      await decoder.prefill(1, sliceElements(elements, index, index + 1), never);
      const own = all.subarray((index - 2) * decoder.vocabularySize, (index - 1) * decoder.vocabularySize);
      const single = decoder.logits.subarray(decoder.vocabularySize);
      expect(Math.max(...own.map((one, token) => Math.abs(one - (single[token] ?? 0))))).toBeLessThan(1e-3);
    }
    expect(largestDifference(decoder)).toBeLessThan(1e-3);
  });

  test('forks a row and goes on in both alike', async () => {
    const elements = readSentence() ?? createElements(0);
    const decoder = pack.transformer.openDecoder(2);
    await decoder.prefill(0, elements, never);
    decoder.fork(0, 1);
    expect(largestDifference(decoder)).toBe(0);
    await decoder.step(sliceElements(elements, 0, 2));
    expect(predicted(decoder, 0)).not.toEqual(predicted(decoder, 1));
  });

  test('forgets what it is rewound over', async () => {
    const [sentence, picture] = [readSentence() ?? createElements(0), readPicture() ?? createElements(0)];
    const decoder = pack.transformer.openDecoder(1);
    await decoder.prefill(0, sentence, never);
    const before = predicted(decoder, 0);
    await decoder.prefill(0, picture, never);
    decoder.rewind(0, sentence.count - 1);
    await decoder.prefill(0, sliceElements(sentence, sentence.count - 1, sentence.count), never);
    expect(predicted(decoder, 0)).toEqual(before);
  });

  test('does not read again what was read lately, and gives the same to the last bit', async () => {
    const elements = readPicture() ?? createElements(0);
    const asked = copyElements(elements);
    asked.tokens[elements.count - 1] = 20;
    const [once, known, other] = [open('once'), open(), open()];
    await open().prefill(0, elements, never);
    await once.prefill(0, asked, never);
    const find = vi.spyOn(Prefixes.prototype, 'find');
    onTestFinished(() => find.mockRestore());
    await known.prefill(0, elements, never);
    await other.prefill(0, asked, never);
    const found = find.mock.results.map(({ value }) => value !== undefined);
    expect(found).toEqual([true, true, true, true, true, false]);
    expect([...other.logits]).toEqual([...once.logits]);
    expect([...known.logits]).not.toEqual([...once.logits]);
    for (const decoder of [once, other]) await decoder.step(sliceElements(elements, 0, 1));
    expect([...other.logits]).toEqual([...once.logits]);
  });

  const open = (use?: 'once') => pack.transformer.openDecoder(1, use);

  test('stops between two parts of a long prompt', async () => {
    const controller = new AbortController();
    const decoder = pack.transformer.openDecoder(1);
    const reading = decoder.prefill(0, readPicture() ?? createElements(0), controller.signal);
    controller.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
  });

  function largestDifference({ logits, vocabularySize }: Decoder): number {
    const other = logits.subarray(vocabularySize);
    return Math.max(...logits.subarray(0, vocabularySize).map((one, token) => Math.abs(one - (other[token] ?? 0))));
  }
});

function captionSlots(): Slots {
  return { texts: {}, images: { source: Int32Array.from(tinyExpected.encoderCodes) }, boxes: {} };
}
