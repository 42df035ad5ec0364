import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit, pan, recentre, toDocument, toScreen, zoomBy, zoomTo, type View } from '../../../../renderer/editor/view';
import { maximumScale, minimumScale, nextStop, stick, stickyStops } from '../../../../renderer/editor/zoom';

const scale = fc.double({ min: minimumScale, max: maximumScale, noNaN: true });
const offset = fc.double({ min: -5000, max: 5000, noNaN: true });
const point = fc.record({ x: offset, y: offset });
const view: fc.Arbitrary<View> = fc
  .record({ scale, x: offset, y: offset })
  .map((parts) => ({ ...parts, asked: parts.scale }));
const factor = fc.double({ min: 0.01, max: 100, noNaN: true });

describe('zooming', () => {
  it('keeps the point under the pointer where it is', () => {
    fc.assert(
      fc.property(view, factor, point, (before, by, at) => {
        const held = toScreen(zoomBy(before, by, at), toDocument(before, at));
        expect(held.x).toBeCloseTo(at.x, 4);
        expect(held.y).toBeCloseTo(at.y, 4);
      }),
    );
  });

  it('stays within its bounds', () => {
    fc.assert(
      fc.property(view, factor, point, (before, by, at) => {
        const after = zoomBy(before, by, at);
        expect(after.scale).toBeGreaterThanOrEqual(minimumScale);
        expect(after.scale).toBeLessThanOrEqual(maximumScale);
      }),
    );
  });

  it('never runs backwards', () => {
    fc.assert(
      fc.property(scale, scale, (one, other) => {
        expect(stick(Math.min(one, other))).toBeLessThanOrEqual(stick(Math.max(one, other)));
      }),
    );
  });

  it('never jumps by more than the hand has moved and the rest it made good', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.11, max: 19, noNaN: true }), (asked) => {
        expect(stick(asked * 1.001) / stick(asked)).toBeLessThan(1.0025);
      }),
    );
  });

  it.each(stickyStops)('rests at %d while the hand is within 5 %% of it', (stop) => {
    expect(stick(stop * 1.049)).toBe(stop);
    expect(stick(stop / 1.049)).toBe(stop);
    expect(stick(stop * 1.06)).toBeGreaterThan(stop);
  });

  it('leaves a stop by many small movements of a touchpad', () => {
    const start: View = { scale: 1, asked: 1, x: 0, y: 0 };
    const end = Array.from({ length: 40 }).reduce<View>((now) => zoomBy(now, 1.01, { x: 0, y: 0 }), start);
    expect(end.scale).toBeCloseTo(1.01 ** 40, 6);
  });

  it('goes to an exact scale when asked for one', () => {
    expect(zoomTo({ scale: 3, asked: 3, x: 10, y: 10 }, 1, { x: 50, y: 50 }).scale).toBe(1);
  });

  it('walks through round scales and stops at the ends', () => {
    expect(nextStop(1, 'in')).toBe(1.5);
    expect(nextStop(1, 'out')).toBe(0.75);
    expect(nextStop(2.2, 'in')).toBe(3);
    expect(nextStop(maximumScale, 'in')).toBe(maximumScale);
    expect(nextStop(minimumScale, 'out')).toBe(minimumScale);
  });
});

describe('fitting', () => {
  const side = fc.integer({ min: 16, max: 4096 });
  const insets = { top: 72, right: 48, bottom: 88, left: 48 };

  it('shows the whole document inside the insets', () => {
    fc.assert(
      fc.property(side, side, fc.integer({ min: 700, max: 4000 }), (width, height, area) => {
        const shown = fit({ width, height }, { width: area, height: area }, insets);
        fc.pre(shown.scale > minimumScale && shown.scale < maximumScale);
        const end = toScreen(shown, { x: width, y: height });
        expect(shown.x).toBeGreaterThanOrEqual(insets.left);
        expect(shown.y).toBeGreaterThanOrEqual(insets.top);
        expect(end.x).toBeLessThanOrEqual(area - insets.right + 1);
        expect(end.y).toBeLessThanOrEqual(area - insets.bottom + 1);
      }),
    );
  });

  it('puts the edges on whole pixels', () => {
    const shown = fit({ width: 256, height: 256 }, { width: 1111, height: 777 }, insets);
    expect([shown.x, shown.y, shown.scale * 256].map((value) => value % 1)).toEqual([0, 0, 0]);
  });

  it('survives an area smaller than its insets', () => {
    expect(fit({ width: 256, height: 256 }, { width: 10, height: 10 }, insets).scale).toBe(minimumScale);
  });
});

describe('moving', () => {
  it('shifts the document by as many pixels as the hand', () => {
    expect(pan({ scale: 2, asked: 2, x: 1, y: 2 }, { x: 10, y: -5 })).toMatchObject({ x: 11, y: -3, scale: 2 });
  });

  it('keeps the middle in the middle when the window changes its size', () => {
    const before = { scale: 2, asked: 2, x: 5, y: 7 };
    const after = recentre(before, { width: 400, height: 300 }, { width: 600, height: 200 });
    expect(toDocument(after, { x: 300, y: 100 })).toEqual(toDocument(before, { x: 200, y: 150 }));
  });
});
