import { mousePressure, widthAt, type Stroke, type StrokePoint } from '../editor/stroke';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Strokes a line of round dabs with what the context is set to, in the units of the points. */
export function strokePath(context: Context, { points }: Stroke, size: number): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  const [first] = points;
  if (first === undefined) return;
  if (points.every(({ pressure }) => pressure === mousePressure)) evenPath(context, points, size);
  else for (const [index, point] of points.entries()) dab(context, points[index - 1] ?? point, point, size);
}

/** One path, through the middles between the points, so that corners of the hand's path become curves. */
function evenPath(context: Context, points: readonly StrokePoint[], size: number): void {
  context.lineWidth = size;
  context.beginPath();
  const [first] = points;
  if (first === undefined) return;
  context.moveTo(first.x, first.y);
  for (const [index, point] of points.entries()) {
    const next = points[index + 1];
    if (next === undefined) context.lineTo(point.x, point.y);
    else context.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
  }
  context.stroke();
}

function dab(context: Context, from: StrokePoint, to: StrokePoint, size: number): void {
  context.lineWidth = (widthAt(from, size) + widthAt(to, size)) / 2;
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
}
