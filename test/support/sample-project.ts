import { type AssetId, LayerId, type StudioDocument } from '../../preload/contract';
import type { Picture } from '../../main/documents';
import { type KeptPicture, keepPicture } from '../../main/documents/project/project-pictures';
import { plainPicture, recipe } from './pictures';

export type SampleProject = { readonly document: StudioDocument; readonly pictures: ReadonlyMap<AssetId, Picture> };

/** A drawn picture of `width` pixels, as the engine hands it over. */
export async function drawnPicture(width: number): Promise<Picture> {
  return { bytes: await plainPicture('png', width, 6), mime: 'image/png', width, height: 6, recipe };
}

/** A document with a picture of the model, a photo and a labelled box. */
export async function sampleProject(): Promise<SampleProject> {
  const drawn = keepPicture(await drawnPicture(8));
  const photo = keepPicture({
    bytes: new Uint8Array(await plainPicture('jpeg', 20, 10)),
    mime: 'image/jpeg',
    width: 20,
    height: 10,
  });
  const rect = { x: 0, y: 0, width: 256, height: 192 };
  const shown = { visible: true, locked: false, opacity: 1, rect };
  const id = (name: string) => LayerId.parse(name);
  const document: StudioDocument = {
    ...{ version: 1, width: 256, height: 256, frame: { x: 0, y: 0, width: 256, height: 256 } },
    layers: [
      { type: 'picture', id: id('picture-1'), name: 'holiday', asset: photo.asset, ...shown, opacity: 0.5 },
      { type: 'picture', id: id('picture-2'), name: 'ein rotes Boot', asset: drawn.asset, recipe, ...shown },
      { type: 'box', id: id('box-1'), name: 'a box', label: 'red boat', ...shown, visible: false },
    ],
  };
  return { document, pictures: mapOf([drawn, photo]) };
}

function mapOf(kept: readonly KeptPicture[]): ReadonlyMap<AssetId, Picture> {
  return new Map(kept.map(({ asset, picture }) => [asset, picture]));
}
