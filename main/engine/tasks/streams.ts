import {
  type PackTask,
  type SamplingSettings,
  type SequenceTemplate,
  StudioError,
  type TaskTemplate,
  type TemplateGoal,
} from '../../../preload/contract';
import { buildPrompt, type Prompt, type Slots, type TemplateReader } from '../../core/template/prompt';
import type { LoadedPack } from '../pack/loaded-pack';
import { checkLength } from './prompt-check';

/** What each candidate draws from: its guidance streams, from the least to the most conditioned. */
export type Streams = {
  readonly candidates: readonly (readonly Prompt[])[];
  /** The scale between each two neighbouring streams. */
  readonly scales: readonly number[];
  /** Tokens that are drawn at most. */
  readonly length: number;
};

type Goal = TemplateGoal['generate'];

const defaultNewTokens = 256;

/**
 * One entry of `slots` for each candidate; entries that are the same object share their prompts. Guidance 1 is the
 * conditional stream alone, which costs half as much as weighing it against its twin; contrastive decoding needs the twin.
 */
export function buildStreams(
  pack: LoadedPack,
  task: PackTask,
  slots: readonly Slots[],
  { guidance, contrast }: Pick<SamplingSettings, 'guidance' | 'contrast'>,
  goal?: Goal,
): Streams {
  const template = templateOf(task, goal);
  const twins = guidance === 1 && contrast === undefined ? [] : template.unconditional;
  const builder = new PromptBuilder(readerOf(pack, task), pack.manifest.transformer.maxLength);
  const candidates = slots.map((own) => [...twins, template.parts].map((parts) => builder.build(parts, own)));
  return {
    candidates,
    scales: twins.map(() => guidance),
    length: Math.max(0, ...candidates.map(([first]) => first?.course.length ?? 0)),
  };
}

/** The template that a task goes by, of several the one that generates the goal. Throws `pack-invalid` without one. */
export function templateOf({ templates }: PackTask, goal?: Goal): TaskTemplate {
  const template = goal === undefined ? templates[0] : templates.find(({ parts }) => goalOf(parts)?.generate === goal);
  if (template !== undefined) return template;
  throw new StudioError({
    code: 'pack-invalid',
    message: `The model pack has no template that generates “${goal ?? 'anything'}” where one is needed.`,
    hint: 'Ask the author of the pack for a corrected one, or choose another pack.',
  });
}

export function goalOf(parts: SequenceTemplate): TemplateGoal | undefined {
  return parts.find((part): part is TemplateGoal => typeof part === 'object' && 'generate' in part);
}

/** Builds each prompt once: those without slots for all candidates, the others for each filling of the slots. */
class PromptBuilder {
  readonly #reader: TemplateReader;
  readonly #maxLength: number;
  readonly #built = new Map<SequenceTemplate, Map<Slots | undefined, Prompt>>();

  constructor(reader: TemplateReader, maxLength: number) {
    this.#reader = reader;
    this.#maxLength = maxLength;
  }

  build(template: SequenceTemplate, slots: Slots): Prompt {
    const key = hasSlots(template) ? slots : undefined;
    const known = this.#built.get(template)?.get(key);
    if (known !== undefined) return known;
    const prompt = buildPrompt(template, slots, this.#reader);
    checkLength(prompt.elements.count, prompt.course.length, this.#maxLength);
    this.#built.set(template, new Map([...(this.#built.get(template) ?? []), [key, prompt]]));
    return prompt;
  }
}

function hasSlots(template: SequenceTemplate): boolean {
  return template.some((part) => typeof part === 'object' && (!('generate' in part) || part.generate === 'cells'));
}

function readerOf({ tokenizer, vocabulary, grid, features, manifest }: LoadedPack, task: PackTask): TemplateReader {
  const maxNewTokens = task.maxNewTokens ?? defaultNewTokens;
  return { tokenizer, vocabulary, grid, features, layout: manifest.transformer, maxNewTokens };
}
