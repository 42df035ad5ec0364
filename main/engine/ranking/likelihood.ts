import type { PackTask } from '../../../preload/contract';
import { logLikelihood } from '../../core/generator/likelihood';
import { union } from '../../core/grammar/grammar';
import { planTokens } from '../../core/plan/plan-tokens';
import type { LoadedPack } from '../pack/loaded-pack';
import { buildStreams } from '../tasks/streams';
import type { Contender, Judgement, Ranker } from './ranker';

/** What is to be likely, and how it is read from a picture. */
type Saying = { readonly task: PackTask; readonly tokens: readonly number[]; readonly allowed: Int32Array };

type LikelihoodTasks = { readonly caption?: PackTask | undefined; readonly read?: PackTask | undefined };

/**
 * How likely the model itself finds what was asked for, given the picture: the plan it was drawn from, in the form in which
 * plans are read from pictures, or the sentence, in the form in which pictures are described. The score is the mean
 * log-probability of a token in nats, at most 0. With every picture equally likely beforehand, what is likelier to be read in
 * a picture is likelier to have been meant by it (Bayes). Plans may be of several lengths; as evidence all count as the
 * longest, or a plan that leaves something out would win by its shortness.
 */
export function likelihoodRanker(pack: LoadedPack, tasks: LikelihoodTasks): Ranker {
  return {
    name: 'likelihood',
    judge: async (prompt, pictures, signal) => {
      const sayings = pictures.map((picture) => sayingFor(pack, tasks, prompt, picture));
      const longest = Math.max(0, ...sayings.map((saying) => saying?.tokens.length ?? 0));
      const judgements: Judgement[] = [];
      for (const [index, { codes }] of pictures.entries()) {
        const saying = sayings[index];
        const score = saying === undefined ? 0 : await meanLikelihood(pack, saying, codes, signal);
        judgements.push({ score, evidence: score * longest });
      }
      return judgements;
    },
  };
}

function sayingFor(
  { tokenizer, vocabulary }: LoadedPack,
  { caption, read }: LikelihoodTasks,
  prompt: string,
  { plan }: Contender,
): Saying | undefined {
  const words = (task: PackTask) => vocabulary.textTokens(vocabulary.stopTokens(task.stop ?? ['eos']));
  if (read !== undefined && plan !== undefined) {
    const marks = Int32Array.of(vocabulary.break);
    const allowed = union(words(read), vocabulary.locationTokens(), marks);
    return { task: read, tokens: planTokens(plan, { tokenizer, vocabulary }), allowed };
  }
  return caption && { task: caption, tokens: tokenizer.encodeText(prompt), allowed: words(caption) };
}

async function meanLikelihood(
  pack: LoadedPack,
  { task, tokens, allowed }: Saying,
  codes: Int32Array,
  signal: AbortSignal,
): Promise<number> {
  signal.throwIfAborted();
  const own = { ...task, maxNewTokens: tokens.length + 1 };
  const slots = { texts: {}, images: { source: codes }, boxes: {} };
  const [[prompt] = []] = buildStreams(pack, own, [slots], { guidance: 1 }).candidates;
  if (prompt === undefined) throw new RangeError('A picture is read by one stream.');
  const decoder = pack.transformer.openDecoder(1, 'once');
  try {
    const saying = { prompt, tokens, allowed, layout: pack.manifest.transformer, signal };
    return (await logLikelihood(decoder, 0, saying)) / tokens.length;
  } finally {
    decoder.dispose();
  }
}
