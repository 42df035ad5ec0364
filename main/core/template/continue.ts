import { createElements, setElement, sliceElements } from '../tokens/elements';
import type { Layout } from '../tokens/place';
import type { Prompt } from './prompt';

/** The prompt with the first tokens of what it is to draw already read, as if they had just been drawn. */
export function continuePrompt({ elements, course }: Prompt, tokens: readonly number[], layout: Layout): Prompt {
  if (tokens.length === 0) return { elements, course };
  if (tokens.length >= course.length)
    throw new RangeError(`${tokens.length} tokens leave nothing of ${course.length}.`);
  const read = createElements(elements.count + tokens.length, elements.dimension);
  const before = sliceElements(read, 0, elements.count);
  before.tokens.set(elements.tokens);
  before.keyPositions.set(elements.keyPositions);
  before.queryPositions.set(elements.queryPositions);
  before.kinds.set(elements.kinds);
  before.nextKinds.set(elements.nextKinds);
  before.features.set(elements.features);
  tokens.forEach((token, index) => {
    setElement(read, elements.count + index, token, course.place(index), course.place(index + 1), layout);
  });
  const place = (index: number) => course.place(index + tokens.length);
  return { elements: read, course: { length: course.length - tokens.length, place } };
}
