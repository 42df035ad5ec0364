import {
  type AssetId,
  type GenerateRequest,
  type JobRequestInput,
  type Recipe,
  type Region,
  StudioError,
  maximumCandidates,
  sourcesOf,
} from '../../preload/contract';
import { type AssetStore, importPicture } from '../documents';

/** Gives the file with this hash, if it can be found. */
export type SourceFile = (hash: string) => Promise<Uint8Array | undefined>;

/**
 * The request that makes the picture of a recipe once more, with the files that it was made from taken into the store. Throws
 * `asset-missing` where one of them cannot be found, and `task-unsupported`.
 */
export async function requestAgain(
  recipe: Recipe,
  assets: Pick<AssetStore, 'admit'>,
  sourceFile: SourceFile,
): Promise<JobRequestInput> {
  const ids = new Map<string, AssetId>();
  for (const hash of sourcesOf(recipe)) {
    const bytes = (await sourceFile(hash)) ?? lacksSource(recipe, hash);
    ids.set(hash, (await importPicture(assets, bytes)).id);
  }
  return requestOf(recipe, (hash) => ids.get(hash ?? '') ?? lacksSource(recipe, hash));
}

/**
 * A candidate has its own random stream, but it is drawn in the company of those before it; unranked, it is the last. What was
 * planned or read then is not planned and read again.
 */
function requestOf(recipe: Recipe, assetOf: (hash: string | undefined) => AssetId): JobRequestInput {
  const { task, prompt, negative, plan, before, part, filter, pictures = [], control = 'edges' } = recipe;
  const { seed, candidate, settings } = recipe;
  if (candidate >= maximumCandidates) return notRepeatable(recipe);
  const common = { pack: recipe.pack.id, settings, seed };
  const drawing = { ...common, prompt, candidates: candidate + 1, rank: false };
  const [source] = pictures;
  const begun = beginningOf(recipe);
  const known = { ...(before && { before }), ...(part && { part }) };
  switch (task) {
    case 'generate': {
      const references = pictures.map(assetOf);
      const told = { ...(negative !== undefined && { negative }), ...(plan && { plan }) };
      const after = { ...told, ...(references.length > 0 && { references }) };
      return { task, ...drawing, ...after, ...begun };
    }
    case 'edit': {
      const region = regionOf(recipe, assetOf);
      const unplanned = { mode: filter === undefined ? ('one-pass' as const) : ('filter' as const) };
      const change = plan === undefined ? unplanned : { after: plan };
      return { task, source: assetOf(source), ...drawing, ...known, ...change, ...(region && { region }) };
    }
    case 'inpaint': {
      const region = regionOf(recipe, assetOf) ?? notRepeatable(recipe);
      return { task, source: assetOf(source), region, ...drawing, ...known, ...(plan && { after: plan }) };
    }
    case 'control':
      return { task, control: assetOf(source), kind: control, ...drawing, ...begun, ...(plan && { plan }) };
    case 'segment':
    case 'depth':
      return { task, source: assetOf(source), ...common };
    default:
      return notRepeatable(recipe);
  }
}

/** What was taken from another picture; the candidates before it, whose own is not known, begin with the same. */
function beginningOf({ taken, plan, candidate }: Recipe): Pick<GenerateRequest, 'begun'> {
  if (taken === undefined) return {};
  const all = <T>(one: T) => new Array<T>(candidate + 1).fill(one);
  return { begun: { plans: plan === undefined ? [] : all(plan), codes: all([...taken]), taken: taken.length } };
}

/** What was drawn anew; undefined where nobody said it and it was everything. */
function regionOf({ cells, marks }: Recipe, assetOf: (hash: string) => AssetId): Region | undefined {
  const some = cells === undefined || cells.length === 0 ? {} : { cells };
  if (marks !== undefined) return 'mask' in marks ? { mask: assetOf(marks.mask), ...some } : { ...marks, ...some };
  return cells === undefined || cells.length === 0 ? undefined : { cells };
}

function lacksSource({ prompt }: Recipe, hash = ''): never {
  throw new StudioError({
    code: 'asset-missing',
    message: `A picture that “${prompt}” was made from cannot be found.`,
    detail: hash,
    hint: 'It can be made again only from the same file, unchanged. From the command line: rerun --from names the file or its folder.',
  });
}

function notRepeatable({ task }: Recipe): never {
  throw new StudioError({
    code: 'task-unsupported',
    message: `A picture of the task “${task}” cannot be made again this way.`,
  });
}
