import { readFile, stat } from 'node:fs/promises';
import { type AssetId, StudioError, maximumAssetBytes } from '../../preload/contract';
import { importPicture } from '../documents';
import type { Studio } from '../studio';

/** Puts a picture file that the user named among the studio's pictures. Throws as {@link readPicture}, and `image-unreadable`. */
export async function importFile({ assets }: Pick<Studio, 'assets'>, path: string): Promise<AssetId> {
  return (await importPicture(assets, await readPicture(path))).id;
}

/** The bytes of a picture file that the user named. Throws `file-missing` and `too-large`. */
export async function readPicture(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > maximumAssetBytes)
      throw new StudioError({ code: 'too-large', message: `The file ${path} is too large: ${size} bytes.` });
    return await readFile(path);
  } catch (thrown) {
    if (thrown instanceof StudioError) throw thrown;
    const data = {
      code: 'file-missing',
      message: `The file ${path} cannot be read.`,
      hint: 'Check the name and that you may read it.',
    } as const;
    throw new StudioError(data, { cause: thrown });
  }
}
