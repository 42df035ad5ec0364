import type { PackTask } from '../../../preload/contract';
import { logLikelihood } from '../../core/generator/likelihood';
import type { LoadedPack } from '../pack/loaded-pack';
import { buildStreams } from '../tasks/streams';
import type { Judgement, Ranker } from './ranker';

/**
 * How likely the model itself finds the sentence given the picture, in the form in which it describes pictures: the mean
 * log-probability of a token in nats, at most 0. With every picture equally likely beforehand, what is likelier to be said
 * of a picture is likelier to have been meant by it (Bayes).
 */
export function likelihoodRanker(pack: LoadedPack, caption: PackTask): Ranker {
  return {
    name: 'likelihood',
    judge: async (prompt, pictures, signal) => {
      const judgements: Judgement[] = [];
      for (const codes of pictures) judgements.push(await judgePicture(pack, caption, prompt, codes, signal));
      return judgements;
    },
  };
}

async function judgePicture(
  pack: LoadedPack,
  caption: PackTask,
  prompt: string,
  codes: Int32Array,
  signal: AbortSignal,
): Promise<Judgement> {
  signal.throwIfAborted();
  const { manifest, tokenizer, vocabulary, transformer } = pack;
  const tokens = tokenizer.encodeText(prompt);
  const task = { ...caption, maxNewTokens: tokens.length + 1 };
  const slots = { texts: {}, images: { source: codes }, boxes: {} };
  const [[reading] = []] = buildStreams(pack, task, [slots], { guidance: 1 }).candidates;
  if (reading === undefined) throw new RangeError('A picture is read by one stream.');
  const decoder = transformer.openDecoder(1, 'once');
  try {
    const allowed = vocabulary.textTokens(vocabulary.stopTokens(caption.stop ?? ['eos']));
    const saying = { prompt: reading, tokens, allowed, layout: manifest.transformer, signal };
    const evidence = await logLikelihood(decoder, 0, saying);
    return { score: evidence / tokens.length, evidence };
  } finally {
    decoder.dispose();
  }
}
