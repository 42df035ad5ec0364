import type { PackManifest, PictureForm, TemplatePart } from '../../preload/contract';

/** Sentences about pictures in a form for which the pack has no encoder, each starting with the field at fault. */
export function formContradictions(manifest: PackManifest): string[] {
  const { image, features, retriever, familiar } = manifest;
  const has: Record<PictureForm, boolean> = { codes: image !== undefined, features: features !== undefined };
  const lacks = (field: string, form: PictureForm | undefined) =>
    form === undefined || has[form] ? [] : [`${field}: reads ${form}, but there is no ${encoderOf[form]}`];
  return [
    ...(has.codes || has.features ? [] : ['image: a pack reads pictures; it needs “image”, “features” or both']),
    ...retrieverContradictions(retriever, lacks),
    ...lacks('familiar.reads', familiar?.reads),
    ...Object.entries(manifest.tasks).flatMap(([name, { templates }]) => {
      const parts = templates.flatMap((template) => [...template.parts, ...template.unconditional.flat()]);
      return [...new Set(parts.flatMap((part) => partContradictions(`tasks.${name}`, part, lacks)))];
    }),
    ...lengthContradictions(manifest),
  ];
}

const encoderOf: Record<PictureForm, string> = { codes: 'image', features: 'features' };

type Lacks = (field: string, form: PictureForm) => string[];

function retrieverContradictions(retriever: PackManifest['retriever'], lacks: Lacks): string[] {
  if (retriever === undefined) return [];
  const { reads, pixels } = retriever;
  if (reads !== 'pixels') return lacks('retriever.reads', reads);
  return pixels === undefined ? ['retriever.pixels: missing, though it reads pixels'] : [];
}

function partContradictions(field: string, part: TemplatePart, lacks: Lacks): string[] {
  if (typeof part === 'string') return [];
  if ('images' in part) return lacks(field, 'codes');
  if ('generate' in part) return part.generate === 'image' || part.generate === 'cells' ? lacks(field, 'codes') : [];
  if (!('image' in part)) return [];
  if (part.as !== 'features') return lacks(field, 'codes');
  const misfits = (['holes', 'kind'] as const).filter((name) => part[name] !== undefined);
  return [...lacks(field, 'features'), ...misfits.map((name) => `${field}: “${name}” does not go with features`)];
}

/** Vectors go into graphs of one cache style only, and need room. */
function lengthContradictions({ features, transformer: { cache, maxLength } }: PackManifest): string[] {
  if (features === undefined) return [];
  const cells = features.grid[0] * features.grid[1];
  return [
    ...(cache.style === 'masked-rows' ? [] : [`features: does not go with the cache style “${cache.style}”`]),
    ...(maxLength > cells ? [] : [`transformer.maxLength: no room for the features of ${cells} cells`]),
  ];
}
