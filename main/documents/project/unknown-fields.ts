import { isDeepStrictEqual } from 'node:util';
import { type Layer, ProjectFile } from '../../../preload/contract';
import { isObject } from './migrations';

/**
 * The project as it is written: with the fields that a later studio put into the file that was opened and that this one
 * does not know. `origin` is the content of that file. The canvas and each layer keep theirs; what is inside of them
 * (a recipe, a rectangle) keeps its own as long as it was not replaced.
 */
export function withUnknownFields(project: ProjectFile, origin: unknown): Record<string, unknown> {
  const known = ProjectFile.safeParse(origin);
  if (!known.success || !isObject(origin)) return project;
  return { ...carried(project, origin, known.data), document: documentWith(project, origin, known.data) };
}

function documentWith(
  { document }: ProjectFile,
  origin: Record<string, unknown>,
  known: ProjectFile,
): Record<string, unknown> {
  const raw = origin['document'];
  if (!isObject(raw)) return document;
  const rawLayers: readonly unknown[] = Array.isArray(raw['layers']) ? raw['layers'] : [];
  const layers = document.layers.map((layer) => layerWith(layer, rawLayers, known.document.layers));
  return { ...carried(document, raw, known.document), layers };
}

function layerWith(layer: Layer, rawLayers: readonly unknown[], knownLayers: readonly Layer[]) {
  const index = knownLayers.findIndex(({ id, type }) => id === layer.id && type === layer.type);
  const [raw, known] = [rawLayers[index], knownLayers[index]];
  return isObject(raw) && known !== undefined ? carried(layer, raw, known) : layer;
}

/** `now`, its untouched values as they were in the file, and what else the file had there. */
function carried(now: object, raw: Record<string, unknown>, known: object): Record<string, unknown> {
  const before = new Map<string, unknown>(Object.entries(known));
  const values = Object.entries(now).map(([key, value]: [string, unknown]) => {
    const untouched = before.has(key) && Object.hasOwn(raw, key) && isDeepStrictEqual(value, before.get(key));
    return [key, untouched ? raw[key] : value] as const;
  });
  const unknown = Object.entries(raw).filter(([key]) => !before.has(key));
  return Object.fromEntries([...unknown, ...values]);
}
