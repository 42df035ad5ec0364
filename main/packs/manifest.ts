import { PackManifest, type TokenRange, type z } from '../../preload/contract';
import { packError } from './errors';
import { formContradictions } from './picture-forms';
import { slotContradictions } from './template-slots';

/** Parses the text of a `pack.json` and checks what one field says against the others. */
export function parseManifest(text: string, folder: string): PackManifest {
  const parsed = PackManifest.safeParse(parseJson(text, folder));
  if (!parsed.success) throw invalid(folder, parsed.error.issues.slice(0, 3).map(describeIssue).join('; '));
  const contradictions = contradictionsIn(parsed.data);
  if (contradictions.length > 0) throw invalid(folder, contradictions.slice(0, 3).join('; '));
  return parsed.data;
}

function parseJson(text: string, folder: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw packError('pack-invalid', folder, 'has a pack.json that is not JSON.', thrown);
  }
}

function invalid(folder: string, reasons: string): Error {
  return packError('pack-invalid', folder, `has an invalid pack.json: ${reasons}.`);
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const field = issue.path.map(String).join('.') || 'the whole file';
  return `${field}: ${issue.message}`;
}

/** Sentences, each starting with the field at fault. */
export function contradictionsIn(manifest: PackManifest): string[] {
  return [
    ...fileContradictions(manifest),
    ...rangeContradictions(manifest),
    ...specialContradictions(manifest),
    ...sizeContradictions(manifest),
    ...planContradictions(manifest),
    ...slotContradictions(manifest),
    ...formContradictions(manifest),
    ...transformerContradictions(manifest),
  ];
}

/** Every file that the manifest uses, with the field that names it. */
export function referencedFiles(manifest: PackManifest): { field: string; path: string }[] {
  const { image, features, transformer, retriever, familiar, regions } = manifest;
  const named: [field: string, path: string | undefined][] = [
    ['text.tokenizer', manifest.text.tokenizer],
    ['image.encoder.file', image?.encoder.file],
    ['image.decoder.file', image?.decoder.file],
    ['features.encoder.file', features?.encoder.file],
    ...transformer.graphs.map(({ file }, index): [string, string] => [`transformer.graphs.${index}.file`, file]),
    ['retriever.text.file', retriever?.text.file],
    ['retriever.text.words.tokenizer', retriever?.text.words?.tokenizer],
    ['retriever.image.file', retriever?.image.file],
    ['familiar.file', familiar?.file],
    ['regions.file', regions?.file],
  ];
  return named.flatMap(([field, path]) => (path === undefined ? [] : [{ field, path }]));
}

function fileContradictions({ files, ...manifest }: PackManifest): string[] {
  const listed = new Set(files.map(({ path }) => path));
  const unlisted = referencedFiles({ files, ...manifest }).filter(({ path }) => !listed.has(path));
  return [
    ...(listed.size === files.length ? [] : ['files: a path is listed twice']),
    ...unlisted.map(({ field, path }) => `${field}: “${path}” is not listed in files`),
  ];
}

function rangeContradictions({ tokens, image }: PackManifest): string[] {
  const named = Object.entries(tokens.ranges);
  const outside = named.filter(([, [, end]]) => end > tokens.vocabularySize);
  const [start, end] = tokens.ranges.image;
  const codebook = image?.codebook ?? 0;
  return [
    ...outside.map(([name]) => `tokens.ranges.${name}: ends after the vocabulary`),
    ...overlaps(named).map(([one, other]) => `tokens.ranges.${one}: overlaps ${other}`),
    ...(end - start === codebook ? [] : [`tokens.ranges.image: holds ${end - start} ids, the codebook ${codebook}`]),
  ];
}

function overlaps(named: [string, TokenRange][]): [string, string][] {
  const sorted = named.filter(([, [start, end]]) => end > start).sort(([, one], [, other]) => one[0] - other[0]);
  return sorted.flatMap(([name, range], index) => {
    const next = sorted[index + 1];
    return next !== undefined && next[1][0] < range[1] ? [[name, next[0]]] : [];
  });
}

function specialContradictions({ tokens }: PackManifest): string[] {
  const { masks, ...single } = tokens.special;
  const [start, end] = tokens.ranges.special;
  const ids = [...Object.entries(single), ...masks.map((id, index): [string, number] => [`masks.${index}`, id])];
  const outside = ids.filter(([, id]) => id < start || id >= end);
  return outside.map(([name, id]) => `tokens.special.${name}: ${id} is outside tokens.ranges.special`);
}

/** Templates that draw from a plan name what a plan holds, and need the task that makes one. */
function planContradictions({ tasks }: PackManifest): string[] {
  const drawing = tasks.generate?.templates.flatMap(({ parts }) => parts) ?? [];
  const names = drawing.flatMap((part) => (typeof part === 'object' && 'boxes' in part ? [part.boxes] : []));
  return [
    ...(names.length > 0 && tasks.plan === undefined
      ? ['tasks.generate: draws boxes, but there is no tasks.plan']
      : []),
    ...names.filter((name) => name !== 'things').map((name) => `tasks.generate: has no boxes named “${name}”`),
  ];
}

function sizeContradictions({ image, transformer, tasks }: PackManifest): string[] {
  if (image === undefined) return [];
  const [rows, columns] = image.grid;
  const cells = rows * columns;
  return [
    ...(tasks.generate === undefined || transformer.maxLength > cells
      ? []
      : [`transformer.maxLength: no room for a picture of ${cells} tokens`]),
    ...(image.outputPixels % rows === 0 ? [] : [`image.outputPixels: not a multiple of the ${rows} rows of the grid`]),
  ];
}

/** What a graph is told about tokens goes with the style of its cache. */
function transformerContradictions({ transformer }: PackManifest): string[] {
  const { positions, kinds, cache, heads, kvHeads = heads } = transformer;
  const misfit = `does not go with the cache style “${cache.style}”`;
  const masked = cache.style === 'masked-rows';
  const expected = masked ? 'segment-row-column' : 'index';
  return [
    ...(positions.kind === expected ? [] : [`transformer.positions.kind: “${positions.kind}” ${misfit}`]),
    ...(masked && kinds === undefined ? [`transformer.kinds: needed by the cache style “${cache.style}”`] : []),
    ...(masked && kvHeads !== heads ? [`transformer.kvHeads: fewer than heads ${misfit}`] : []),
    ...(heads % kvHeads === 0 ? [] : [`transformer.kvHeads: ${heads} heads are no multiple of ${kvHeads}`]),
  ];
}
