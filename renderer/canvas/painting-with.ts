import type { PixelAct } from '../state/editor.svelte';
import type { Studio } from '../state/studio.svelte';
import { Painter } from './painter';
import { colourAt } from './pick-colour';
import type { CanvasStage } from './stage';

/** What brush, mask and colour picker do with the pixels on the stage. */
export function paintingWith(studio: Studio, stage: CanvasStage): (act: PixelAct) => void {
  const { editor, document, notices, client, controlling } = studio;
  const painter = new Painter({
    document: () => document.current,
    selection: () => editor.selection,
    brush: () => ({ size: editor.brushSize, colour: editor.colour }),
    picture: (asset) => stage.picture(asset),
    loaded: (asset) => stage.loaded(asset),
    wet: (layer, canvas) => stage.wet(layer, canvas),
    keep: async (canvas) => {
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
      const { id } = await client.request('assets.put', { bytes });
      stage.adopt(id, canvas);
      return id;
    },
    ground: (layer) => controlling.groundOf(layer),
    commit: (mark, diff) => document.change(mark, diff),
    refuse: (kind) =>
      notices.toast(kind === 'restore' ? 'Nothing was painted over here' : 'There is nothing to erase here'),
  });
  return (act) => {
    switch (act.kind) {
      case 'stroke':
        void notices.guard(() => painter.stroke(act.stroke));
        return;
      case 'mask':
        void notices.guard(() => painter.fill(act.shape, act.mode === 'add' ? 'mask' : 'unmask'));
        return;
      case 'fill':
        void notices.guard(() => painter.fill(act.shape, act.mode === 'add' ? 'brush' : 'eraser'));
        return;
      case 'pick': {
        const colour = colourAt(document.current, act.at, (asset) => stage.picture(asset));
        if (colour !== undefined) editor.pickColour(colour);
      }
    }
  };
}
