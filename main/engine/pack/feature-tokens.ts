import type { PackManifest } from '../../../preload/contract';
import type { FeatureReader } from '../../core/template/prompt';
import type { Tokenizer } from '../../core/template/tokenizer';
import { contradiction } from './contradiction';

/** How the pack's templates read pictures as vectors. Throws `pack-invalid` where their token is not one of its tokens. */
export function featureTokens({ features, title }: PackManifest, tokenizer: Tokenizer): FeatureReader | undefined {
  if (features === undefined) return undefined;
  const [token, ...more] = tokenizer.encodeTemplate(features.token);
  if (token === undefined || more.length > 0)
    throw contradiction(title, `has no token “${features.token}” for features`);
  const [rows, columns] = features.grid;
  return { grid: { rows, columns }, dimension: features.dimension, token };
}
