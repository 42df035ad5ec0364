import type { Question, Turn } from '../../../preload/contract';
import type { Vocabulary } from '../tokens/vocabulary';
import type { Tokenizer } from './tokenizer';

/** A question; without an answer where it is still to be given. */
export type AskedTurn = Question & Partial<Pick<Turn, 'answer'>>;

type TurnReader = { readonly tokenizer: Tokenizer; readonly vocabulary: Vocabulary };

/**
 * The last `most` turns of a conversation as a template's part says it (see `TemplatePart`), up to where the answer to the
 * last question begins.
 */
export function turnTokens(turns: readonly AskedTurn[], most: number, reader: TurnReader): readonly number[] {
  const last = turns.slice(-most);
  return last.flatMap((turn, index) => [
    ...questionTokens(turn, reader),
    ...(index + 1 < last.length ? answerTokens(turn, reader) : []),
  ]);
}

function questionTokens({ question, box }: AskedTurn, { tokenizer, vocabulary }: TurnReader): readonly number[] {
  const place = box === undefined ? [] : vocabulary.boxTokens(box);
  return [vocabulary.break, ...tokenizer.encodeText(question), ...place, vocabulary.break];
}

function answerTokens({ answer }: AskedTurn, { tokenizer, vocabulary }: TurnReader): readonly number[] {
  if (answer === undefined) return [vocabulary.eos];
  const said = answer.box === undefined ? tokenizer.encodeText(` ${answer.text}`) : vocabulary.boxTokens(answer.box);
  return [...said, vocabulary.eos];
}
