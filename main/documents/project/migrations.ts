import { documentVersion } from '../../../preload/contract';

/** Turns the content of `document.json` of one version into that of the next, with all that it does not know. */
export type Migration = (project: Record<string, unknown>) => Record<string, unknown>;

/** By the version that they start from; a change of the schema adds one, and its fixture project. */
export const migrations: Readonly<Record<number, Migration>> = {};

export type Migrated =
  | { readonly kind: 'present'; readonly project: Record<string, unknown> }
  | { readonly kind: 'too-new' }
  | { readonly kind: 'unknown' };

/** Brings the content of a `document.json` up to the version `target`, step by step. */
export function migrate(raw: unknown, steps = migrations, target: number = documentVersion): Migrated {
  if (!isObject(raw)) return { kind: 'unknown' };
  const version = versionOf(raw);
  if (version === undefined) return { kind: 'unknown' };
  if (version > target) return { kind: 'too-new' };
  if (version === target) return { kind: 'present', project: raw };
  const next = steps[version]?.(raw);
  return next === undefined || versionOf(next) !== version + 1 ? { kind: 'unknown' } : migrate(next, steps, target);
}

function versionOf({ document }: Record<string, unknown>): number | undefined {
  const version = isObject(document) ? document['version'] : undefined;
  return typeof version === 'number' && Number.isInteger(version) && version > 0 ? version : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
