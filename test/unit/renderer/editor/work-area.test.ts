import { describe, expect, it } from 'vitest';
import { workArea, areaOfPart } from '../../../../renderer/editor/work-area';

const frame = { x: 0, y: 0, width: 256, height: 256 };

describe('what the model works on', () => {
  it('is all of a square picture that fills the frame', () => {
    const area = workArea({ rect: frame }, frame, { width: 1024, height: 1024 });
    expect(area).toEqual({ part: undefined, rect: frame });
  });

  it('is the middle square of a photo that was fitted into the frame', () => {
    const rect = { x: 0, y: 64, width: 256, height: 128 };
    const area = workArea({ rect }, frame, { width: 400, height: 200 });
    expect(area).toEqual({
      part: { x0: 0.25, y0: 0, x1: 0.75, y1: 1 },
      rect: { x: 64, y: 64, width: 128, height: 128 },
    });
    expect(areaOfPart({ rect }, undefined)).toEqual(area?.rect);
  });

  it('is what the frame holds of a large photo, in whole pixels of it', () => {
    const rect = { x: -300, y: -100, width: 1000, height: 600 };
    const area = workArea({ rect }, frame, { width: 2000, height: 1200 });
    expect(area?.part).toEqual({ x0: 0.3, y0: 200 / 1200, x1: 0.556, y1: 712 / 1200 });
    expect(area?.rect.x).toBeCloseTo(0, 9);
    expect(area?.rect.width).toBeCloseTo(256, 9);
  });

  it('is nothing of a picture that is turned, outside, or a thread', () => {
    const size = { width: 256, height: 256 };
    expect(workArea({ rect: frame, rotation: 30 }, frame, size)).toBeUndefined();
    expect(workArea({ rect: { ...frame, x: 300 } }, frame, size)).toBeUndefined();
    expect(workArea({ rect: { ...frame, x: 252 } }, frame, size)).toBeUndefined();
  });
});
