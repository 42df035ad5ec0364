import { logSumExp } from '../sampling/softmax';
import { continuePrompt } from '../template/continue';
import type { Prompt } from '../template/prompt';
import { sliceElements } from '../tokens/elements';
import type { Layout } from '../tokens/place';
import type { Decoder } from './decoder';

export type Saying = {
  readonly prompt: Prompt;
  /** What is said after the prompt, at least one token and less than its course is long. */
  readonly tokens: readonly number[];
  /** Among which ids each token was the choice, in rising order; what is said is among them. */
  readonly allowed: Int32Array;
  readonly layout: Layout;
  readonly signal: AbortSignal;
};

/**
 * How likely the model finds it that just these tokens follow: their log-probability in nats, of all together, at most 0.
 * The prompt is read as always; what is said is then read in one run, each token predicted from the true ones before it
 * (teacher forcing). Uses the decoder's row, which is empty before.
 */
export async function logLikelihood(
  decoder: Decoder,
  row: number,
  { prompt, tokens, allowed, layout, signal }: Saying,
): Promise<number> {
  const [first] = tokens;
  if (first === undefined) throw new RangeError('Nothing is said.');
  await decoder.prefill(row, prompt.elements, signal);
  const { vocabularySize } = decoder;
  const started = logProbability(decoder.logits, row * vocabularySize, first, allowed);
  if (tokens.length === 1) return started;
  const { elements } = continuePrompt(prompt, tokens.slice(0, -1), layout);
  signal.throwIfAborted();
  const logits = await decoder.readAll(row, sliceElements(elements, prompt.elements.count, elements.count));
  return tokens
    .slice(1)
    .reduce((sum, token, index) => sum + logProbability(logits, index * vocabularySize, token, allowed), started);
}

function logProbability(logits: Float32Array, offset: number, token: number, allowed: Int32Array): number {
  const scores = Float64Array.from(allowed, (id) => logits[offset + id] ?? Number.NaN);
  const highest = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  return (logits[offset + token] ?? Number.NaN) - logSumExp(scores, highest);
}
