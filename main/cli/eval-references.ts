import type { JobRequestInput } from '../../preload/contract';
import { type Candidate, choiceOf, chooseReferences } from '../core/retrieval/references';
import { documentVector, similarity } from '../core/retrieval/vectors';
import { importPicture } from '../documents';
import { type Drawing, type LikeningSubject, type Suite, mostReferences } from '../evaluation';
import { type InstalledPack, referencesOf } from '../packs';
import type { Studio } from '../studio';
import { type Embedder, embedderOf } from './eval-embed';
import { type SubjectOptions, isWanted, pictureFile } from './eval-reading';
import { readPicture } from './read-picture';

type Document = { readonly seed: number; readonly picture: Uint8Array; readonly vector: Float32Array };

export type LikenParts = {
  readonly studio: Studio;
  readonly pack: InstalledPack;
  readonly suite: Suite;
  readonly options: SubjectOptions;
  /** The first picture of what is asked for; nothing where its sentence is too long. */
  readonly draw: (request: Extract<JobRequestInput, { task: 'generate' }>) => Promise<Uint8Array | undefined>;
};

/** Why a pack's references are not measured, in words; undefined where they are. */
export function whyNoReferences({ manifest }: InstalledPack, options: SubjectOptions): string | undefined {
  if (!isWanted(options, 'liken') || referencesOf(manifest) < mostReferences) return undefined;
  if (manifest.retriever === undefined) return 'References were left out: the pack brings no retriever to find them.';
  return undefined;
}

/** Each sentence is drawn after pictures of the suite's other scenes, which are found as those of a library are. */
export function likeningSubject(parts: LikenParts): LikeningSubject | undefined {
  const { studio, pack, options, draw } = parts;
  const embedder = embedderOf(studio, pack);
  const able = isWanted(options, 'liken') && referencesOf(pack.manifest) >= mostReferences;
  if (!able || options.pictures === undefined || embedder === undefined) return undefined;
  let documents: Promise<readonly Document[]> | undefined;
  const { candidates } = options;
  return {
    references: async ({ seed, sentence }) => {
      documents ??= documentsOf(parts, embedder);
      const [query] = await embedder.texts([sentence]);
      return query === undefined ? [] : nearestOf(await documents, seed, query);
    },
    draw: async ({ prompt, seed }: Drawing, files) => {
      const lent = await Promise.all(files.map((file) => importPicture(studio.assets, file)));
      const references = lent.map(({ id }) => id);
      const request = { task: 'generate', pack: pack.manifest.id, prompt, seed, candidates } as const;
      return draw(references.length === 0 ? request : { ...request, references }).finally(() => {
        for (const id of references) studio.assets.drop(id);
      });
    },
    likeness: async (one, other) => {
      const [first, second] = await embedder.pictures([one, other]);
      return first === undefined || second === undefined ? 0 : similarity(first, second);
    },
  };
}

/** A document is the mean of its picture and its sentence. */
async function documentsOf({ suite, options }: LikenParts, embedder: Embedder): Promise<readonly Document[]> {
  const texts = await embedder.texts(suite.scenes.map(({ sentence }) => sentence));
  const documents: Document[] = [];
  for (const [index, { seed }] of suite.scenes.entries()) {
    const picture = await readPicture(pictureFile(options, seed));
    const [seen] = await embedder.pictures([picture]);
    const said = texts[index];
    if (seen !== undefined && said !== undefined)
      documents.push({ seed, picture, vector: documentVector([seen, said]) });
  }
  return documents;
}

function nearestOf(documents: readonly Document[], own: number, query: Float32Array): readonly Uint8Array[] {
  const others = documents.filter(({ seed }) => seed !== own);
  const candidates = others.map(({ picture, vector }): Candidate<Uint8Array> => {
    return { item: picture, vector, score: similarity(vector, query), hasText: true };
  });
  candidates.sort((one, other) => other.score - one.score);
  const choice = choiceOf(mostReferences, { text: true, picture: false });
  return chooseReferences(candidates, [], choice).map(({ item }) => item);
}
