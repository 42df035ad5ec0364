import type { LabelledBox, SequenceTemplate, TemplateGoal } from '../../../preload/contract';
import { chosenGrammar, type ThingTokens } from '../grammar/chosen-grammar';
import type { GrammarState } from '../grammar/grammar';
import { thingTokens } from '../template/boxes';
import type { Slots } from '../template/prompt';
import type { Tokenizer } from '../template/tokenizer';
import type { Vocabulary } from '../tokens/vocabulary';
import { breakIn } from './read-plan';

type ThingReader = { readonly tokenizer: Tokenizer; readonly vocabulary: Vocabulary };

/** The things of which some are chosen before an answer; none where the template's goal names no slot of boxes. */
export function choiceOf(parts: SequenceTemplate, { boxes }: Pick<Slots, 'boxes'>): readonly LabelledBox[] | undefined {
  const about = parts.find(asksWhatItIsAbout)?.about;
  return about === undefined ? undefined : (boxes[about] ?? []);
}

function asksWhatItIsAbout(part: SequenceTemplate[number]): part is TemplateGoal & { about: string } {
  return typeof part === 'object' && 'about' in part && part.about !== undefined;
}

/** The grammar of some of the things, then of the answer. */
export function choosingGrammar(
  things: readonly LabelledBox[] | undefined,
  answer: GrammarState,
  reader: ThingReader,
): GrammarState {
  if (things === undefined) return answer;
  const standing = things.map((thing) => thingTokens(thing, reader));
  return chosenGrammar(reader.vocabulary, standing, answer);
}

/** What was written under {@link choosingGrammar}. */
export type Chosen = {
  /** The things that the answer follows from, where the model was asked for them. */
  readonly about?: readonly LabelledBox[];
  /** How probable it was that these and no others were chosen, 0..1. */
  readonly sureness: number;
  /** Where in the tokens the answer begins. */
  readonly start: number;
};

export function readChosen(
  tokens: readonly number[],
  probabilities: readonly number[],
  things: readonly LabelledBox[] | undefined,
  reader: ThingReader,
): Chosen {
  if (things === undefined) return { sureness: 1, start: 0 };
  const last = breakIn(tokens, reader.vocabulary);
  const about = thingsAlong(
    tokens.slice(0, last),
    things.map((thing) => ({ thing, tokens: thingTokens(thing, reader) })),
  );
  const sureness = probabilities.slice(0, last + 1).reduce((product, one) => product * one, 1);
  return { about, sureness: Math.min(1, sureness), start: last + 1 };
}

type Standing = { readonly thing: LabelledBox; readonly tokens: ThingTokens };

function thingsAlong(tokens: readonly number[], standing: readonly Standing[]): readonly LabelledBox[] {
  const found = standing.find((each) => each.tokens.every((token, index) => tokens[index] === token));
  if (found === undefined || tokens.length === 0) return [];
  const left = standing.filter((each) => each !== found);
  return [found.thing, ...thingsAlong(tokens.slice(found.tokens.length), left)];
}
