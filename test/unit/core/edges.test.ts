import { describe, expect, it } from 'vitest';
import { edgesOf } from '../../../main/core/control/edges';
import cases from '../../support/edge-fixtures/edges.json';

/** As in the fixture: 1 for a pixel of a line. */
function lines(data: Uint8Array): string {
  return Array.from({ length: data.length / 3 }, (_, pixel) => (data[3 * pixel] === 0 ? '1' : '0')).join('');
}

describe('edgesOf', () => {
  it.each(cases)('finds the edges of the $name that OpenCV finds', ({ width, height, rgb, lines: expected }) => {
    const found = edgesOf({ data: Uint8Array.from(Buffer.from(rgb, 'base64')), width, height });
    expect(found).toMatchObject({ width, height });
    expect(new Set(found.data)).toEqual(new Set(expected.includes('1') ? [0, 255] : [255]));
    expect(lines(found.data)).toBe(expected);
  });
});
