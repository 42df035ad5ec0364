import type { PackTask } from '../../../preload/contract';
import { buildPrompt, type Prompt, type Slots, type TemplateReader } from '../../core/template/prompt';
import type { LoadedPack } from '../pack/loaded-pack';
import { checkLength } from './prompt-check';

/** The guidance streams of a task, from the least to the most conditioned, and the scale between each two. */
export type Streams = {
  readonly prompts: readonly Prompt[];
  readonly scales: readonly number[];
  /** Tokens that are drawn at most. */
  readonly length: number;
};

const defaultNewTokens = 256;

/** Guidance 1 is the conditional stream alone, which costs half as much as weighing it against its twin. */
export function buildStreams(pack: LoadedPack, task: PackTask, slots: Slots, guidance: number): Streams {
  const [template] = task.templates;
  if (template === undefined) throw new RangeError('A task has at least one template.');
  const twins = guidance === 1 ? [] : template.unconditional;
  const prompts = [...twins, template.parts].map((parts) => buildPrompt(parts, slots, readerOf(pack, task)));
  for (const { elements, course } of prompts)
    checkLength(elements.count, course.length, pack.manifest.transformer.maxLength);
  return { prompts, scales: twins.map(() => guidance), length: prompts[0]?.course.length ?? 0 };
}

function readerOf({ tokenizer, vocabulary, grid, manifest }: LoadedPack, task: PackTask): TemplateReader {
  const maxNewTokens = task.maxNewTokens ?? defaultNewTokens;
  return { tokenizer, vocabulary, grid, layout: manifest.transformer, maxNewTokens };
}
