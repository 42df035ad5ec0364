import type { JobRequestInput, JobResult, PackId, Recipe } from '../../../preload/contract';
import { type AssetStore, importPicture } from '../../documents';
import type { Description } from '../../documents/sidecars/sidecar';
import type { FoundFile } from '../../library/photo';
import { asPlainPicture, readPhotoFile } from '../../library/scan/read-photo';
import { type FoundPacks, isAble } from '../../packs';

export type DescribeParts = {
  readonly assets: Pick<AssetStore, 'admit' | 'drop'>;
  /** Resolves when the pack folders have been read. */
  readonly packs: () => Promise<FoundPacks>;
  /** Gives the result of the job; rejects with what it failed with. */
  readonly run: (request: JobRequestInput) => Promise<JobResult>;
};

/** What of the request is not left to the pack that suits the picture. */
export type DescribeWishes = Pick<Extract<JobRequestInput, { task: 'caption' }>, 'alternatives' | 'pack'>;

/**
 * What a photo shows, in words; what an installed pack drew it reads itself. The studio holds the photo no longer than it takes. Throws what the job fails with, what the
 * disk and the picture library say, and `image-unreadable`.
 */
export async function describePhoto(
  found: FoundFile,
  wishes: DescribeWishes,
  { assets, packs, run }: DescribeParts,
): Promise<Description> {
  const bytes = await asPlainPicture((await readPhotoFile(found)).bytes);
  const { id: source, recipe } = await importPicture(assets, bytes);
  try {
    const drawer = drawerOf(await packs(), recipe);
    const result = await run({ task: 'caption', source, ...(drawer && { pack: drawer }), ...wishes });
    if (result.kind !== 'text') return { text: '' };
    const { text, confidence, others, pack } = result;
    return { text, confidence, others, pack: packUsed(await packs(), pack) };
  } finally {
    assets.drop(source);
  }
}

function packUsed({ packs }: FoundPacks, id: PackId | undefined): Description['pack'] {
  const pack = packs.find(({ manifest }) => manifest.id === id);
  return pack && { id: pack.manifest.id, version: pack.manifest.version };
}

function drawerOf({ packs }: FoundPacks, recipe: Recipe | undefined): PackId | undefined {
  const pack = packs.find(({ manifest }) => manifest.id === recipe?.pack.id);
  return pack && isAble(pack.manifest, 'caption') ? pack.manifest.id : undefined;
}
