import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ColourChange, filterFor, lightOf } from '../../../../main/core/regions/filters';
import { readInstruction } from '../../../../main/core/regions/instruction';

const look = { light: 180, top: 0, bottom: 0.5 };
const sky = { name: 'sky', words: ['sky'] };
const byte = fc.integer({ min: 0, max: 255 });

function change(words: string): ColourChange {
  const wish = readInstruction(words, [sky]);
  if (wish === undefined) throw new Error(words);
  return wish.change;
}

function filtered(words: string, colour: readonly [number, number, number], height = 0.25): number[] {
  const out = new Float32Array(3);
  filterFor(change(words), look)(...colour, height, out);
  return [...out];
}

describe('a colour', () => {
  test('takes the place of the region’s mean, from top to bottom', () => {
    const grey: [number, number, number] = [180, 180, 180];
    const [top, bottom] = [filtered('make the sky orange', grey, 0), filtered('make the sky orange', grey, 0.5)];
    expect(top.map(Math.round)).toEqual([226, 128, 56]);
    expect(bottom.map(Math.round)).toEqual([255, 196, 120]);
    expect(filtered('make the sky orange', grey, 1)).toEqual(bottom);
  });

  test('keeps what is brighter brighter by as much: clouds stay', () => {
    fc.assert(
      fc.property(byte, byte, fc.double({ min: 0, max: 1, noNaN: true }), (one, other, height) => {
        const of = (light: number) => filtered('make the sky a sunset', [light, light, light], height);
        of(one).forEach((value, channel) =>
          expect(value - (of(other)[channel] ?? 0)).toBeCloseTo(0.9 * (one - other), 3),
        );
      }),
    );
  });
});

test('brighter and darker leave black and white alone, and undo each other', () => {
  for (const words of ['make it brighter', 'make it darker']) {
    expect(filtered(words, [0, 0, 255]).map(Math.round)).toEqual([0, 0, 255]);
  }
  const [bright = 0] = filtered('make it brighter', [100, 100, 100]);
  const [back = 0] = filtered('make it darker', [Math.round(bright), 0, 0]);
  expect(bright).toBeGreaterThan(120);
  expect(Math.abs(back - 100)).toBeLessThan(1.5);
});

test('warmer is more red and less blue at the same brightness', () => {
  fc.assert(
    fc.property(byte, byte, byte, (red, green, blue) => {
      const [warmRed = 0, warmGreen = 0, warmBlue = 0] = filtered('make it warmer', [red, green, blue]);
      expect(lightOf(warmRed, warmGreen, warmBlue)).toBeCloseTo(lightOf(red, green, blue), 2);
      expect(warmRed - warmBlue).toBeGreaterThanOrEqual(red - blue - 1e-3);
    }),
  );
});

test('black and white has no colour, and the brightness of what it was', () => {
  fc.assert(
    fc.property(byte, byte, byte, (red, green, blue) => {
      const grey = filtered('make it black and white', [red, green, blue]);
      grey.forEach((value) => expect(value).toBeCloseTo(lightOf(red, green, blue), 2));
    }),
  );
});
