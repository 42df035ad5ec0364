import { isDeepStrictEqual } from 'node:util';
import { type Layer, ProjectFile, type Snapshot, type StudioDocument } from '../../../preload/contract';
import { isObject } from './migrations';

/**
 * The project as it is written: with the fields that a later studio put into the file that was opened and that this one
 * does not know. `origin` is the content of that file. The canvas, each layer, each snapshot and each picture keep theirs; what
 * is inside of them (a recipe, a rectangle) keeps its own as long as it was not replaced.
 */
export function withUnknownFields(project: ProjectFile, origin: unknown): Record<string, unknown> {
  const known = ProjectFile.safeParse(origin);
  if (!known.success || !isObject(origin)) return project;
  const { data } = known;
  const { document, snapshots, pictures } = project;
  return {
    ...carried(project, origin, data),
    document: documentWith(document, origin['document'], data.document),
    pictures: listWith(pictures, origin['pictures'], data.pictures, ({ asset }) => asset, carried),
    ...(snapshots && {
      snapshots: listWith(snapshots, origin['snapshots'], data.snapshots ?? [], ({ id }) => id, snapshotWith),
    }),
  };
}

function documentWith(document: StudioDocument, raw: unknown, known: StudioDocument): Record<string, unknown> {
  if (!isObject(raw)) return document;
  const idOf = ({ id, type }: Layer) => `${type} ${id}`;
  return {
    ...carried(document, raw, known),
    layers: listWith(document.layers, raw['layers'], known.layers, idOf, carried),
  };
}

function snapshotWith(snapshot: Snapshot, raw: Record<string, unknown>, known: Snapshot): Record<string, unknown> {
  return {
    ...carried(snapshot, raw, known),
    document: documentWith(snapshot.document, raw['document'], known.document),
  };
}

/** Each of a list with what the one of the same name in the file had; `raw` and `known` tell of the same things in the same order. */
function listWith<T extends object>(
  now: readonly T[],
  raw: unknown,
  known: readonly T[],
  nameOf: (one: T) => string,
  withFields: (one: T, raw: Record<string, unknown>, known: T) => Record<string, unknown>,
): unknown[] {
  const written: readonly unknown[] = Array.isArray(raw) ? raw : [];
  const places = new Map(known.map((one, index) => [nameOf(one), index]));
  return now.map((one) => {
    const place = places.get(nameOf(one)) ?? -1;
    const [there, before] = [written[place], known[place]];
    return isObject(there) && before !== undefined ? withFields(one, there, before) : one;
  });
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
