import { beforeAll, describe, expect, test } from 'vitest';
import type { TaskName, TemplateGoal } from '../../../preload/contract';
import { ended, generate } from '../../../main/core/generator/generate';
import { answerGrammar, placeGrammar } from '../../../main/core/grammar/answer-grammar';
import { anyOf, type GrammarState } from '../../../main/core/grammar/grammar';
import { changesGrammar } from '../../../main/core/grammar/changes-grammar';
import { planGrammar } from '../../../main/core/grammar/plan-grammar';
import { thingTokens } from '../../../main/core/template/boxes';
import { candidateStream } from '../../../main/core/random/candidate-stream';
import type { Prompt, Slots } from '../../../main/core/template/prompt';
import { LoadedPack } from '../../../main/engine/pack/loaded-pack';
import { buildStreams } from '../../../main/engine/tasks/streams';
import { packTask } from '../../../main/engine/tasks/task';
import { readPack } from '../../../main/packs';
import { tinyPack } from '../../support/temporary-pack';
import { tinyExpected } from '../../support/tiny-expected';
import { tinySlots, tinyTasks } from '../../support/tiny-tasks';

let pack: LoadedPack;

beforeAll(async () => {
  pack = await LoadedPack.open(await readPack(tinyPack));
  return () => pack.dispose();
});

type Form = {
  readonly task: TaskName;
  readonly goal?: TemplateGoal['generate'];
  readonly slots?: Slots;
  readonly grammar?: () => GrammarState;
};

const plans = () => planGrammar(pack.vocabulary);
const { before, things } = tinySlots.boxes;
const talk = (most: number): Slots => ({
  ...tinySlots,
  boxes: { things: before ?? [] },
  turns: { turns: tinyTasks.turns.slice(0, most) },
});
const followed: Slots = { ...tinySlots, texts: { ...tinySlots.texts, prompt: tinyExpected.prompt } };

const forms: Record<string, Form> = {
  read: { task: 'read', grammar: plans },
  replan: {
    task: 'replan',
    grammar: () =>
      changesGrammar(
        pack.vocabulary,
        (before ?? []).map((thing) => thingTokens(thing, pack)),
      ),
  },
  redraw: { task: 'redraw' },
  inpaint: { task: 'inpaint' },
  controlPlan: { task: 'control', goal: 'plan', slots: followed, grammar: plans },
  control: { task: 'control', goal: 'image', slots: followed },
  segment: { task: 'segment' },
  depth: { task: 'depth' },
  edit: { task: 'edit' },
  liken: { task: 'liken' },
  ask: { task: 'ask', slots: talk(3), grammar: () => answerGrammar(pack.vocabulary) },
  locate: {
    task: 'locate',
    slots: talk(1),
    grammar: () => placeGrammar(pack.vocabulary, pack.tokenizer.encodeText(` ${tinyTasks.nowhere}`)),
  },
};

describe('the same weights in PyTorch and in ONNX Runtime agree on every task of', () => {
  test.each(Object.keys(forms))('%s: ids, places and kinds of the prompt, and what comes of it', async (name) => {
    const form = forms[name] ?? { task: 'read' };
    const expected = tinyTasks.forms[name];
    const prompt = promptOf(form);
    expect([...prompt.elements.tokens]).toEqual(expected?.prompt.ids);
    expect([...prompt.elements.keyPositions]).toEqual(expected?.prompt.positions.flat());
    expect([...prompt.elements.kinds]).toEqual(expected?.prompt.kinds);
    expect(await greedy(prompt, form, expected?.ids.length ?? 0)).toEqual(expected?.ids);
  });

  test('the fixture holds no form that is not looked at', () => {
    expect(Object.keys(tinyTasks.forms).sort()).toEqual(Object.keys(forms).sort());
    expect(things).toHaveLength(2);
  });
});

function promptOf({ task, goal, slots = tinySlots }: Form): Prompt {
  const streams = buildStreams(pack, packTask(pack.manifest, task), [slots], { guidance: 1 }, goal);
  const prompt = streams.candidates[0]?.[0];
  if (prompt === undefined) throw new Error('The task has no prompt.');
  return prompt;
}

async function greedy(prompt: Prompt, { grammar }: Form, most: number): Promise<number[]> {
  const sampling = { temperature: 0, topP: 1, scales: [] };
  const generation = {
    candidates: [{ random: candidateStream(0, 0), streams: [prompt], sampling }],
    grammar: grammar?.() ?? anyOf(pack.vocabulary.imageTokens()),
    pad: pack.vocabulary.pad,
    layout: pack.manifest.transformer,
    signal: new AbortController().signal,
  };
  const ids: number[] = [];
  for await (const [token = ended] of generate(pack.transformer.openDecoder(1), generation)) {
    if (token !== ended) ids.push(token);
    if (ids.length >= most) break;
  }
  return ids;
}
