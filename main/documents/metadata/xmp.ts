import { Recipe } from '../../../preload/contract';
import { canonicalJson } from './canonical-json';

/** IPTC's word for how a picture came about; `none` where no model had a part in it. */
export type Origin =
  'trainedAlgorithmicMedia' | 'compositeWithTrainedAlgorithmicMedia' | 'algorithmicallyEnhanced' | 'none';

const recipeSpace = 'https://brookesia.example/ns/recipe/1/';
const sourceTypes = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

/** Longer than any recipe: what is longer is not parsed. */
const maximumRecipeCharacters = 200_000;

export type Provenance = { readonly origin: Origin; readonly recipe?: Recipe | undefined };

/**
 * The XMP packet that travels in a PNG, JPEG, WebP or AVIF file: the mark of pictures made by a model, the sentence for
 * people, and the recipe for the studio. The same input gives the same text.
 */
export function xmpPacket({ origin, recipe }: Provenance): string {
  const mark = origin === 'none' ? '' : `\n Iptc4xmpExt:DigitalSourceType="${sourceTypes}${origin}"`;
  const recipeText = recipe && `\n brookesia:recipe="${escapeXml(canonicalJson(recipe))}"`;
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:brookesia="${recipeSpace}"${mark}${recipeText ?? ''}>${descriptionOf(recipe)}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}

/** The XMP packet of a sidecar file: what a picture shows, in words. */
export function descriptionPacket(text: string): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/">${descriptionElement(text)}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;
}

/** The recipe in an XMP packet, also when another program has written the packet anew as elements. */
export function recipeInXmp(packet: string): Recipe | undefined {
  if (packet.length > maximumRecipeCharacters * 2) return undefined;
  const found =
    /\bbrookesia:recipe\s*=\s*"([^"]*)"/.exec(packet) ??
    /\bbrookesia:recipe\s*=\s*'([^']*)'/.exec(packet) ??
    /<brookesia:recipe>([^<]*)<\/brookesia:recipe>/.exec(packet);
  return found?.[1] === undefined ? undefined : recipeInJson(unescapeXml(found[1]));
}

/** Undefined for what this version does not understand. */
export function recipeInJson(text: string): Recipe | undefined {
  if (text.length > maximumRecipeCharacters) return undefined;
  try {
    return Recipe.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function descriptionOf(recipe: Recipe | undefined): string {
  return recipe === undefined ? '' : descriptionElement(recipe.prompt);
}

function descriptionElement(text: string): string {
  return `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt></dc:description>`;
}

/** What XML cannot hold at all becomes the replacement character; JSON has it as an escape already. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll(/[&<>"'\t\n\r]/g, (character) => `&#${character.codePointAt(0)};`);
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return named[name.toLowerCase()] ?? whole;
    const point = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return point <= 0x10_ffff ? String.fromCodePoint(point) : whole;
  });
}
