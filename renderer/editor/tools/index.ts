import { boxTool } from './box';
import { cropTool } from './crop';
import { frameTool } from './frame';
import { go, type Phase, type ToolName } from './phase';
import { idle } from './select/idle';
import { lasso, rectangle } from './shapes';
import { strokeTool } from './strokes';

/** The first phase of each tool. */
export function startTool(name: ToolName): Phase {
  switch (name) {
    case 'select':
      return idle();
    case 'hand':
      return resting;
    case 'frame':
      return frameTool();
    case 'crop':
      return cropTool();
    case 'box':
      return boxTool();
    case 'brush':
    case 'eraser':
    case 'restore':
      return strokeTool(name);
    case 'mask-brush':
      return strokeTool('mask');
    case 'mask-rectangle':
      return rectangle('mask');
    case 'lasso':
      return lasso('mask');
    case 'rectangle':
      return rectangle('fill');
    case 'area':
      return lasso('fill');
    case 'picker':
      return picker;
  }
}

/** The hand moves the view, which is no part of the document: the canvas sees to it. */
const resting: Phase = { cursor: 'grab', on: () => go(resting) };

const picker: Phase = {
  cursor: 'crosshair',
  on: (event) => (event.kind === 'down' ? go(picker, { kind: 'pick', at: event.at }) : go(picker)),
};
