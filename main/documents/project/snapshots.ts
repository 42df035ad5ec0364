import { randomBytes } from 'node:crypto';
import {
  type AssetId,
  maximumSnapshots,
  type Snapshot,
  type StudioDocument,
  StudioError,
} from '../../../preload/contract';
import { assetsOf, renameAssets } from './layer-assets';

type Kept = { readonly document: StudioDocument; readonly snapshots?: readonly Snapshot[] | undefined };

/** The pictures of the document and of all its snapshots. */
export function keptAssets({ document, snapshots = [] }: Kept): AssetId[] {
  return assetsOf([{ document }, ...snapshots].flatMap((each) => each.document.layers));
}

/** The snapshots with one more, of this document. Throws `bad-request` when no more are kept. */
export function withSnapshot(snapshots: readonly Snapshot[], name: string, document: StudioDocument): Snapshot[] {
  if (snapshots.length >= maximumSnapshots) {
    throw new StudioError({
      code: 'bad-request',
      message: `A project keeps ${maximumSnapshots} snapshots at most.`,
      hint: 'Delete one that you do not need any more.',
    });
  }
  const id = `snapshot-${randomBytes(8).toString('hex')}`;
  return [{ id, name, made: Date.now(), document }, ...snapshots];
}

export function renameSnapshots(snapshots: readonly Snapshot[], rename: (asset: AssetId) => AssetId): Snapshot[] {
  return snapshots.map((snapshot) => ({ ...snapshot, document: renameAssets(snapshot.document, rename) }));
}
