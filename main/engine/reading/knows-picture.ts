import { isFamiliar } from '../../../preload/contract';
import type { LoadedPack } from '../pack/loaded-pack';

/** Whether a pack finds a picture file like those that it knows; undefined where it cannot tell. Throws `image-unreadable`. */
export async function knowsPicture({ pictures }: LoadedPack, file: Uint8Array): Promise<boolean | undefined> {
  const familiarity = await pictures.familiarity(file);
  return familiarity && isFamiliar(familiarity);
}
