/** How long a description may be. */
export type DescriptionLength = 'short' | 'medium' | 'long';

/** What packs that answer questions are asked for a description of each length. */
export const descriptionRequests: Readonly<Record<DescriptionLength, string>> = {
  short: 'describe the picture briefly',
  medium: 'describe the picture',
  long: 'describe the picture in detail',
};

export function isDescriptionRequest(question: string): boolean {
  return Object.values(descriptionRequests).includes(question);
}

/** What is asked of a box. */
export const boxQuestion = 'what is this?';

const placeWords =
  /^(please\s+)?((can|could) you\s+)?(where\b|find\b|locate\b|show (me )?(the|a|all)\b|point (to|at)\b)/i;
const meantBefore = /\b(it|they|them|he|she|that one|this one|the other one)\b/i;

/** Whether the answer is a place. A question that means something said before needs the conversation and is none. */
export function isPlaceQuestion(question: string): boolean {
  const words = question.trim();
  return placeWords.test(words) && !meantBefore.test(words);
}
