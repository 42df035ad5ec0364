import type { ToolName } from '../editor/tools/phase';

export interface ToolInfo {
  readonly name: ToolName;
  readonly label: string;
  readonly chord: string;
  /** One line for people who have never used it. */
  readonly hint: string;
}

/** The tools in the order in which they stand in the toolbar; a gap between the groups. */
export const toolGroups: readonly (readonly ToolInfo[])[] = [
  [
    { name: 'select', label: 'Select', chord: 'V', hint: 'Click to select, drag to move, pull the handles to resize' },
    { name: 'hand', label: 'Hand', chord: 'H', hint: 'Drag to move the view' },
    { name: 'frame', label: 'Frame', chord: 'Shift+F', hint: 'The square that the model works on: drag or resize it' },
    { name: 'crop', label: 'Crop', chord: 'Shift+C', hint: 'Draw what stays, then press Enter' },
  ],
  [{ name: 'box', label: 'Box', chord: 'R', hint: 'Drag where something shall stand, then say what it is' }],
  [
    { name: 'mask-rectangle', label: 'Mask rectangle', chord: 'M', hint: 'Mark what may change; Alt takes it away' },
    { name: 'mask-brush', label: 'Mask brush', chord: 'Shift+M', hint: 'Paint what may change; Alt takes it away' },
    { name: 'lasso', label: 'Lasso', chord: 'L', hint: 'Draw round what may change; Alt takes it away' },
  ],
  [
    { name: 'brush', label: 'Brush', chord: 'B', hint: 'Paint; Alt erases' },
    { name: 'rectangle', label: 'Rectangle', chord: 'Shift+B', hint: 'Paint a rectangle; Alt erases' },
    { name: 'area', label: 'Area', chord: 'A', hint: 'Draw round what is to be filled with paint; Alt erases' },
    { name: 'eraser', label: 'Eraser', chord: 'E', hint: 'Make transparent' },
    { name: 'restore', label: 'Restore', chord: 'Shift+E', hint: 'Bring the original back where you brush' },
    { name: 'picker', label: 'Pick a colour', chord: 'I', hint: 'Take a colour from the picture' },
  ],
];

export const tools: readonly ToolInfo[] = toolGroups.flat();
