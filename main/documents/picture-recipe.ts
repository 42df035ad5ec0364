import { Recipe } from '../../preload/contract';
import { readChunks, writePng } from './png';
import { type PngText, textChunk, textOf } from './png-text';

const recipeKeyword = 'brookesia.recipe';
const descriptionKeyword = 'Description';
const xmpKeyword = 'XML:com.adobe.xmp';
const ours = new Set([recipeKeyword, descriptionKeyword, xmpKeyword]);

/** Longer than any recipe: what is longer is not parsed. */
const maximumRecipeCharacters = 200_000;

/**
 * The same picture with its recipe inside: as JSON for the studio, as a description for people, and as the IPTC mark of
 * pictures made by a model. Texts of these kinds that were in it are replaced. The same input gives the same bytes.
 */
export function embedRecipe(png: Uint8Array, recipe: Recipe): Uint8Array<ArrayBuffer> {
  const [header, ...rest] = readChunks(png);
  const kept = rest.filter((chunk) => !ours.has(textOf(chunk)?.keyword ?? ''));
  return writePng([...(header === undefined ? [] : [header]), ...textsFor(recipe).map(textChunk), ...kept]);
}

/** The recipe a PNG carries; undefined when it has none, or one that this version does not understand. */
export function readRecipe(png: Uint8Array): Recipe | undefined {
  const text = textNamed(recipeKeyword, png);
  if (text === undefined || text.length > maximumRecipeCharacters) return undefined;
  const parsed = Recipe.safeParse(parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

function textsFor(recipe: Recipe): PngText[] {
  return [
    { keyword: recipeKeyword, text: canonicalJson(recipe) },
    { keyword: descriptionKeyword, text: recipe.prompt },
    { keyword: xmpKeyword, text: madeByModel },
  ];
}

function textNamed(keyword: string, png: Uint8Array): string | undefined {
  for (const chunk of readChunks(png)) {
    const text = textOf(chunk);
    if (text?.keyword === keyword) return text.text;
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON with the keys of every object in alphabetical order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isPlainObject(inner) ? Object.fromEntries(Object.entries(inner).sort(byKey)) : inner,
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function byKey([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

const madeByModel = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
