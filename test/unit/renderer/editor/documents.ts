import { AssetId, LayerId, type BoxLayer, type StudioDocument } from '../../../../preload/contract';
import { placePicture } from '../../../../renderer/editor/changes';
import { applyDiff } from '../../../../renderer/editor/diff';
import { emptyDocument } from '../../../../renderer/editor/document';

export function picture(letter: string) {
  return { asset: AssetId.parse(letter.repeat(24)), name: letter, width: 256, height: 256 };
}

export function box(id: string, label: string, x: number, y: number): BoxLayer {
  const rect = { x, y, width: 60, height: 40 };
  const shown = { visible: true, locked: false, opacity: 1, rect };
  return { type: 'box', id: LayerId.parse(id), name: label, label, ...shown };
}

/** A picture in the frame under two boxes. */
export function startDocument(): StudioDocument {
  const empty = emptyDocument(256);
  const { layers, ...rest } = applyDiff(empty, placePicture(empty, picture('a')));
  return { ...rest, layers: [...layers, box('box-1', 'red boat', 40, 40), box('box-2', 'blue house', 120, 160)] };
}
