import type { LabelledBox, Plan, TaskName, TemplateGoal } from '../../preload/contract';
import { ended, generate } from '../../main/core/generator/generate';
import { answerGrammar, placeGrammar } from '../../main/core/grammar/answer-grammar';
import { changesGrammar } from '../../main/core/grammar/changes-grammar';
import { anyOf, type GrammarState } from '../../main/core/grammar/grammar';
import { choiceOf, choosingGrammar } from '../../main/core/plan/chosen-things';
import { planGrammar } from '../../main/core/grammar/plan-grammar';
import { candidateStream } from '../../main/core/random/candidate-stream';
import { thingTokens } from '../../main/core/template/boxes';
import type { Prompt, Slots } from '../../main/core/template/prompt';
import type { AskedTurn } from '../../main/core/template/turns';
import type { LoadedPack } from '../../main/engine/pack/loaded-pack';
import { buildStreams, templateOf } from '../../main/engine/tasks/streams';
import { packTask } from '../../main/engine/tasks/task';

/** A picture, what stands in it, and what is said about it: enough to fill the templates of every task. */
export type FormScene = {
  readonly sentence: string;
  readonly instruction: string;
  readonly before: Plan;
  readonly after: Plan;
  readonly cells: readonly number[];
  readonly source: Int32Array;
  readonly other: Int32Array;
  readonly turns: readonly AskedTurn[];
  readonly nowhere: string;
};

export type Form = {
  readonly task: TaskName;
  readonly goal?: TemplateGoal['generate'];
  readonly slots: Slots;
  readonly grammar: GrammarState;
};

/** All that tasks beside drawing, planning and captions ask of a model, under the names of the fixtures. */
export function formsOf(scene: FormScene, pack: LoadedPack): Record<string, Form> {
  const { before } = scene;
  const slots = slotsOf(scene);
  const plans = planGrammar(pack.vocabulary);
  const images = anyOf(pack.vocabulary.imageTokens());
  const followed = { ...slots, texts: { ...slots.texts, prompt: scene.sentence } };
  const talk = (most: number): Slots => ({
    ...slots,
    boxes: { things: before.things },
    turns: { turns: scene.turns.slice(0, most) },
  });
  const words = pack.tokenizer.encodeText(` ${scene.nowhere}`);
  const said = (task: TaskName, answer: GrammarState): GrammarState => {
    const { parts } = templateOf(packTask(pack.manifest, task));
    return choosingGrammar(choiceOf(parts, talk(1)), answer, pack);
  };
  return {
    read: { task: 'read', slots, grammar: plans },
    replan: { task: 'replan', slots, grammar: changesGrammar(pack.vocabulary, thingsAsTokens(before.things, pack)) },
    redraw: { task: 'redraw', slots, grammar: images },
    inpaint: { task: 'inpaint', slots, grammar: images },
    controlPlan: { task: 'control', goal: 'plan', slots: followed, grammar: plans },
    control: { task: 'control', goal: 'image', slots: followed, grammar: images },
    segment: { task: 'segment', slots, grammar: images },
    depth: { task: 'depth', slots, grammar: images },
    edit: { task: 'edit', slots, grammar: images },
    liken: { task: 'liken', slots, grammar: images },
    ask: { task: 'ask', slots: talk(3), grammar: said('ask', answerGrammar(pack.vocabulary)) },
    locate: { task: 'locate', slots: talk(1), grammar: said('locate', placeGrammar(pack.vocabulary, words)) },
  };
}

function slotsOf({ instruction, before, after, cells, source, other }: FormScene): Slots {
  return {
    texts: { prompt: instruction, before: before.background, background: after.background },
    images: { source, control: other },
    galleries: { references: [source, other] },
    boxes: { before: before.things, things: after.things },
    cells: { cells },
  };
}

function thingsAsTokens(things: readonly LabelledBox[], pack: LoadedPack) {
  return things.map((thing) => thingTokens(thing, pack));
}

export function promptOf({ task, goal, slots }: Form, pack: LoadedPack): Prompt {
  const streams = buildStreams(pack, packTask(pack.manifest, task), [slots], { guidance: 1 }, goal);
  const prompt = streams.candidates[0]?.[0];
  if (prompt === undefined) throw new Error('The task has no prompt.');
  return prompt;
}

/** The most probable tokens, one after the other, up to `most`. */
export async function greedyTokens(form: Form, pack: LoadedPack, most: number): Promise<number[]> {
  const sampling = { temperature: 0, topP: 1, scales: [] };
  const generation = {
    candidates: [{ random: candidateStream(0, 0), streams: [promptOf(form, pack)], sampling }],
    grammar: form.grammar,
    pad: pack.vocabulary.pad,
    layout: pack.manifest.transformer,
    signal: new AbortController().signal,
  };
  const decoder = pack.transformer.openDecoder(1);
  const ids: number[] = [];
  try {
    for await (const [token = ended] of generate(decoder, generation)) {
      if (token !== ended) ids.push(token);
      if (ids.length >= most) break;
    }
  } finally {
    decoder.dispose();
  }
  return ids;
}
