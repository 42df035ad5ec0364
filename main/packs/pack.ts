import type { PackManifest, PackView, SamplingSettings, TaskName } from '../../preload/contract';
import { abilitiesOf, editModeOf, referencesOf, takesNegative } from './abilities';

/** Name of the manifest inside a pack's folder. */
export const manifestName = 'pack.json';

/** A pack on disk whose manifest was read and found sound; the files' hashes are checked when they are read. */
export type InstalledPack = {
  /** Absolute, symbolic links resolved. */
  readonly folder: string;
  readonly manifest: PackManifest;
  /** SHA-256 of `pack.json`, which lists the hash of every other file. */
  readonly hash: string;
  /** All listed files together. */
  readonly bytes: number;
};

export function packView(pack: InstalledPack): PackView {
  const { id, version, title, description, licence, trainedOn, limits, samplePrompts, languages } = pack.manifest;
  const { terms, image, features, regions } = pack.manifest;
  const { generate } = pack.manifest.tasks;
  return {
    ...{ id, version, title, description, licence, trainedOn, limits, samplePrompts, languages },
    ...(terms === undefined ? {} : { terms }),
    labels: pack.manifest.labels ?? [],
    classes: pack.manifest.classes ?? [],
    hash: pack.hash,
    bytes: pack.bytes,
    tasks: abilitiesOf(pack.manifest),
    references: referencesOf(pack.manifest),
    negative: generate !== undefined && takesNegative(generate),
    ...editing(pack.manifest),
    defaults: defaultsOf(pack.manifest),
    ...(image && { image: { pixels: image.pixels, outputPixels: image.outputPixels, grid: image.grid } }),
    sees: image === undefined && features?.fit === 'stretch' ? 'all' : 'middle',
    regions: regions?.classes.map(({ name }) => name) ?? [],
  };
}

function editing(manifest: PackManifest): Pick<PackView, 'editMode'> {
  const editMode = editModeOf(manifest);
  return editMode === undefined ? {} : { editMode };
}

/** Those of an edit are those of the drawing it comes to. */
function defaultsOf(manifest: PackManifest): Partial<Record<TaskName, SamplingSettings>> {
  const { tasks } = manifest;
  const redraw = editModeOf(manifest) === 'redraw' ? tasks.redraw : undefined;
  const all = { ...tasks, ...(redraw === undefined ? {} : { edit: redraw }) };
  return Object.fromEntries(Object.entries(all).map(([name, task]) => [name, task.defaults]));
}
