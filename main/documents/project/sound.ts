import type { AssetId, Snapshot, StudioDocument } from '../../../preload/contract';

type Pictures = Pick<ReadonlyMap<AssetId, unknown>, 'has'>;

/** The document without the layers whose pictures are not there, and a sentence for each. */
export function withoutLost(document: StudioDocument, pictures: Pictures) {
  const lost = document.layers.filter((layer) => 'asset' in layer && !pictures.has(layer.asset));
  const problems = lost.map(({ name }) => `The picture of “${name}” is missing or damaged and was left out.`);
  return { document: { ...document, layers: document.layers.filter((layer) => !lost.includes(layer)) }, problems };
}

/** The snapshots without the layers whose pictures are not there, and a sentence for each of those. */
export function soundSnapshots(snapshots: readonly Snapshot[], pictures: Pictures) {
  const sound = snapshots.map((snapshot) => ({ snapshot, ...withoutLost(snapshot.document, pictures) }));
  return {
    snapshots: sound.map(({ snapshot, document }) => ({ ...snapshot, document })),
    problems: sound.flatMap(({ snapshot, problems }) => problems.map((problem) => `In “${snapshot.name}”: ${problem}`)),
  };
}
