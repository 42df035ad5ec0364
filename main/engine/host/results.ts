import type { JobResult } from '../../../preload/contract';
import type { EngineResult } from '../protocol';
import type { PictureStore } from './ports';

/** Puts a result's pictures into the store; windows get their ids. */
export function storeResult(result: EngineResult, store: Pick<PictureStore, 'put'>): JobResult {
  if (result.kind !== 'pictures') return result;
  const pictures = result.pictures.map((picture) => {
    const asset = store.put({ ...picture, mime: 'image/png' });
    const { width, height, recipe, uncertainty, cells, codes, changed, read, obeyed, scores } = picture;
    return {
      ...{ asset, width, height, recipe, uncertainty: [...uncertainty] },
      ...(cells === undefined ? {} : { cells: [...cells] }),
      ...(codes === undefined ? {} : { codes: [...codes] }),
      ...(changed === undefined ? {} : { changed }),
      ...(read === undefined ? {} : { read }),
      ...(scores && { scores }),
      ...(obeyed === undefined ? {} : { obeyed: [...obeyed] }),
    };
  });
  return { ...result, pictures };
}
