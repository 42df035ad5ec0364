import Konva from 'konva';
import type { Rect } from '../../preload/contract';
import { rectToScreen } from '../editor/view';
import type { Scene } from './scene';

const cornerLength = 14;
const distance = 4;

/** The frame: four quiet corners just outside the part that the model works on. */
export class FrameOutline {
  readonly node = new Konva.Group({ listening: false });
  readonly #corners: readonly Konva.Line[] = [0, 1, 2, 3].map(
    () => new Konva.Line({ strokeWidth: 1.5, lineCap: 'round', lineJoin: 'round' }),
  );

  constructor() {
    this.node.add(...this.#corners);
  }

  show(scene: Scene): void {
    const frame = outset(rectToScreen(scene.view, scene.document.frame));
    for (const [index, corner] of this.#corners.entries()) {
      corner.setAttrs({ points: cornerPoints(frame, index), stroke: scene.palette.frame });
    }
  }
}

function outset(rect: Rect): Rect {
  return {
    x: rect.x - distance,
    y: rect.y - distance,
    width: rect.width + 2 * distance,
    height: rect.height + 2 * distance,
  };
}

/** Corners clockwise from the top left. */
function cornerPoints(frame: Rect, index: number): number[] {
  const right = index === 1 || index === 2;
  const low = index >= 2;
  const x = right ? frame.x + frame.width : frame.x;
  const y = low ? frame.y + frame.height : frame.y;
  const inX = right ? -cornerLength : cornerLength;
  const inY = low ? -cornerLength : cornerLength;
  return [x, y + inY, x, y, x + inX, y];
}
