import type { LabelledBox, Plan } from '../../../preload/contract';
import { thingTokens } from '../template/boxes';
import type { Tokenizer } from '../template/tokenizer';
import type { Vocabulary } from '../tokens/vocabulary';

type PlanWriter = { readonly tokenizer: Tokenizer; readonly vocabulary: Vocabulary };

/** The tokens as which a model writes the plan, `<eos>` with them; its things from left to right, as pictures are read. */
export function planTokens({ things, background }: Plan, { tokenizer, vocabulary }: PlanWriter): readonly number[] {
  return [
    ...fromLeftToRight(things).flatMap((thing) => thingTokens(thing, { tokenizer, vocabulary })),
    vocabulary.break,
    ...(background === '' ? [] : tokenizer.encodeText(` ${background}`)),
    vocabulary.eos,
  ];
}

/** As pictures are read, by the middles of their boxes. */
export function fromLeftToRight(things: readonly LabelledBox[]): LabelledBox[] {
  return things.toSorted((one, other) => middleOf(one) - middleOf(other));
}

function middleOf({ box }: LabelledBox): number {
  return box.x0 + box.x1;
}
