import type { Rgb } from '../core/control/pixels';
import type { Verdict } from './figures';
import { labelOverlap } from './labels';
import type { Seen } from './seen';
import type { SuiteScene } from './suite';

/** How far apart two lines may lie that count as one, in pixels. */
const tolerance = 2;

type Pictures = { readonly source: Seen; readonly drawn: Seen; readonly none: string };

/** How far a picture that was drawn along a scene's control shows the scene's things where the scene has them. */
export function scoreControl(scene: SuiteScene, { source, drawn, none }: Pictures): Verdict[] {
  const score = labelOverlap(source.cells, drawn.cells, none);
  const fact = `${scene.control ?? 'control'} of scene ${scene.seed} (IoU ${score.toFixed(2)})`;
  const followed = { figure: 'followed', fact, score } as const;
  return scene.control === 'classes' ? [followed, { ...followed, figure: 'followedClasses' }] : [followed];
}

/** F1 of the lines of two pictures of edges (dark on white) of one size, each found again within the tolerance. */
export function edgeScore(wanted: Rgb, found: Rgb): number {
  const precision = share(found, wanted);
  const recall = share(wanted, found);
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

/** Of the lines of one picture the share that the other has too; all where there are none. */
function share(lines: Rgb, other: Rgb): number {
  const dark = ({ data }: Rgb, pixel: number) => data[3 * pixel] === 0;
  const pixels = Array.from({ length: lines.width * lines.height }, (_, pixel) => pixel).filter((pixel) =>
    dark(lines, pixel),
  );
  const isNear = (pixel: number) => {
    const x = pixel % lines.width;
    const y = Math.floor(pixel / lines.width);
    for (let row = Math.max(y - tolerance, 0); row <= Math.min(y + tolerance, lines.height - 1); row++) {
      for (let column = Math.max(x - tolerance, 0); column <= Math.min(x + tolerance, lines.width - 1); column++) {
        if (dark(other, row * lines.width + column)) return true;
      }
    }
    return false;
  };
  return pixels.length === 0 ? 1 : pixels.filter(isNear).length / pixels.length;
}
