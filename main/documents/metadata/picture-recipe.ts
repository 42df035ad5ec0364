import type { Recipe } from '../../../preload/contract';
import { canonicalJson } from './canonical-json';
import { type Chunk, readChunks, writePng } from './png';
import { type PngText, textChunk, textOf } from './png-text';
import { type Provenance, recipeInJson, xmpPacket } from './xmp';

const recipeKeyword = 'brookesia.recipe';
const descriptionKeyword = 'Description';
const xmpKeyword = 'XML:com.adobe.xmp';
const ours = new Set([recipeKeyword, descriptionKeyword, xmpKeyword]);

/**
 * The same picture with its recipe inside: as JSON for the studio, as a description for people, and as the IPTC mark of
 * pictures made by a model, or filtered by one. Texts of these kinds that were in it are replaced. The same input gives the same bytes.
 */
export function embedRecipe(png: Uint8Array, recipe: Recipe): Uint8Array<ArrayBuffer> {
  const origin = recipe.filter === undefined ? 'trainedAlgorithmicMedia' : 'algorithmicallyEnhanced';
  return embedProvenance(png, { origin, recipe });
}

/** As {@link embedRecipe}; nothing changes in a picture with which no model had to do. */
export function embedProvenance(png: Uint8Array, provenance: Provenance): Uint8Array<ArrayBuffer> {
  if (provenance.origin === 'none' && provenance.recipe === undefined) return new Uint8Array(png);
  const [header, ...rest] = readChunks(png).filter(isForeign);
  const texts = textsFor(provenance).map(textChunk);
  return writePng([...(header === undefined ? [] : [header]), ...texts, ...rest]);
}

/** The file that {@link embedRecipe} was given: what the engine drew, before its recipe was written into it. */
export function withoutRecipe(png: Uint8Array): Uint8Array<ArrayBuffer> {
  return writePng(readChunks(png).filter(isForeign));
}

function isForeign(chunk: Chunk): boolean {
  return !ours.has(textOf(chunk)?.keyword ?? '');
}

/** The recipe a PNG carries; undefined when it has none, or one that this version does not understand. */
export function readRecipe(png: Uint8Array): Recipe | undefined {
  const text = textNamed(recipeKeyword, png);
  return text === undefined ? undefined : recipeInJson(text);
}

/** The XMP of a PNG names the mark alone: its recipe has a text of its own. */
function textsFor({ origin, recipe }: Provenance): PngText[] {
  const mark: PngText[] = origin === 'none' ? [] : [{ keyword: xmpKeyword, text: xmpPacket({ origin }) }];
  if (recipe === undefined) return mark;
  return [
    { keyword: recipeKeyword, text: canonicalJson(recipe) },
    { keyword: descriptionKeyword, text: recipe.prompt },
    ...mark,
  ];
}

function textNamed(keyword: string, png: Uint8Array): string | undefined {
  for (const chunk of readChunks(png)) {
    const text = textOf(chunk);
    if (text?.keyword === keyword) return text.text;
  }
  return undefined;
}
