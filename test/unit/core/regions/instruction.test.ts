import { describe, expect, test } from 'vitest';
import { readInstruction, understoodInstructions } from '../../../../main/core/regions/instruction';

const sky = { name: 'sky', words: ['sky', 'heaven', 'clouds'] };
const plants = { name: 'vegetation', words: ['tree', 'trees', 'bushes'] };
const classes = [sky, plants];

describe('what is understood', () => {
  const cases: [string, object][] = [
    ['make the sky blue', { region: sky, change: { kind: 'colour', name: 'blue' } }],
    ['Make the sky a sunset.', { region: sky, change: { kind: 'colour', name: 'sunset' } }],
    ['please turn the heaven into a sunset', { region: sky, change: { kind: 'colour', name: 'sunset' } }],
    ['make the sky gray', { region: sky, change: { kind: 'colour', name: 'grey' } }],
    ['can you paint the trees orange?', { region: plants, change: { kind: 'colour', name: 'orange' } }],
    ['color the vegetation pink', { region: plants, change: { kind: 'colour', name: 'pink' } }],
    ['make all the trees darker', { region: plants, change: { kind: 'light', by: -0.6 } }],
    ['make the sky in the photo brighter', { region: sky, change: { kind: 'light', by: 0.6 } }],
    ['make it brighter', { change: { kind: 'light', by: 0.6 } }],
    ['make it a bit brighter', { change: { kind: 'light', by: 0.3 } }],
    ['make the photo much warmer', { change: { kind: 'warmth', by: 1.6 } }],
    ['warm up the picture', { change: { kind: 'warmth', by: 1 } }],
    ['brighten the sky', { region: sky, change: { kind: 'light', by: 0.6 } }],
    ['make everything black and white', { change: { kind: 'saturation', factor: 0 } }],
    ['convert it to black and white', { change: { kind: 'saturation', factor: 0 } }],
    ['black & white', { change: { kind: 'saturation', factor: 0 } }],
    ['make it more colourful', { change: { kind: 'saturation', factor: 1.5 } }],
    ['brighter', { change: { kind: 'light', by: 0.6 } }],
  ];

  test.each(cases)('“%s”', (text, expected) => {
    const wish = readInstruction(text, classes);
    expect(wish).toMatchObject(expected);
    expect(wish?.region).toEqual('region' in expected ? expected.region : undefined);
  });

  test('of what is told that it can be said, all', () => {
    for (const text of understoodInstructions(classes)) expect(readInstruction(text, classes)).toBeDefined();
    expect(understoodInstructions(classes)).toContain('make the sky a sunset');
    expect(understoodInstructions([]).every((text) => readInstruction(text, []) !== undefined)).toBe(true);
  });
});

describe('what is more than a change of colours, or of something else, is not understood', () => {
  const cases = [
    ...['remove the dog', 'add a bird to the sky', 'make the dog blue', 'make the sky rainy', 'make it blue'],
    ...[
      'make the trees a sunset',
      'replace the sky with the sea',
      'make the sky blue and remove the car',
      '',
      'sky',
      '   ',
    ],
    ...['make the blue sky', 'do not make it brighter', 'make the sky toString', 'make the constructor blue'],
  ];

  test.each(cases)('“%s”', (text) => expect(readInstruction(text, classes)).toBeUndefined());
});

test('a marked part may take on a colour without a name', () => {
  expect(readInstruction('make it blue', classes, true)).toMatchObject({ change: { name: 'blue' } });
  expect(readInstruction('make the dog blue', classes, true)).toBeUndefined();
});
