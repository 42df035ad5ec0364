import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { originOf } from '../../../../main/documents/export/provenance-of';
import { canonicalJson } from '../../../../main/documents/metadata/canonical-json';
import { embedRecipe, readRecipe } from '../../../../main/documents/metadata/picture-recipe';
import { readChunks } from '../../../../main/documents/metadata/png';
import { StudioError } from '../../../../preload/contract';
import { plainPicture, recipe } from '../../../support/pictures';
import { objectWith } from '../../../support/matchers';

test('a recipe comes back from the picture it was put into', async () => {
  expect(readRecipe(embedRecipe(await plainPicture(), recipe))).toEqual(recipe);
});

test('any prompt comes back', async () => {
  const png = await plainPicture();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (prompt) => {
      expect(readRecipe(embedRecipe(png, { ...recipe, prompt }))?.prompt).toBe(prompt);
    }),
  );
});

test('the picture itself stays as it was, and other programs can read it', async () => {
  const png = await plainPicture();
  const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
  expect(await pixels(embedRecipe(png, recipe))).toEqual(await pixels(png));
});

test('other programs find the prompt and the mark of a picture made by a model', async () => {
  const { comments, xmp } = await sharp(embedRecipe(await plainPicture(), recipe)).metadata();
  expect(comments).toContainEqual({ keyword: 'Description', text: recipe.prompt });
  expect(xmp?.toString()).toContain('http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia');
});

test('a photo whose colours a filter changed is marked as enhanced, not as made by a model', async () => {
  const filtered = { ...recipe, task: 'edit' as const, filter: { change: 'sunset', region: 'sky' } };
  const png = embedRecipe(await plainPicture(), filtered);
  const { xmp } = await sharp(png).metadata();
  expect(xmp?.toString()).toContain('http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced');
  expect(readRecipe(png)).toEqual(filtered);
  expect([originOf([filtered]), originOf([filtered, undefined]), originOf([undefined])]).toEqual([
    ...['algorithmicallyEnhanced', 'algorithmicallyEnhanced', 'none'],
  ]);
  expect(originOf([filtered, recipe])).toBe('compositeWithTrainedAlgorithmicMedia');
});

test('the same recipe gives the same bytes, whatever the order of its fields', async () => {
  const png = await plainPicture();
  const reversed = Object.fromEntries(Object.entries(recipe).reverse()) as typeof recipe;
  expect(embedRecipe(png, reversed)).toEqual(embedRecipe(png, recipe));
});

test('a new recipe takes the place of the old one', async () => {
  const twice = embedRecipe(embedRecipe(await plainPicture(), recipe), { ...recipe, seed: 8 });
  expect(readRecipe(twice)?.seed).toBe(8);
  expect(readChunks(twice).filter(({ type }) => type === 'iTXt')).toHaveLength(3);
});

test('a picture without a recipe has none', async () => {
  expect(readRecipe(await plainPicture())).toBeUndefined();
});

test('a recipe of a format that is not known is left alone', async () => {
  const future = { ...recipe, format: 2 } as unknown as typeof recipe;
  expect(readRecipe(embedRecipe(await plainPicture(), future))).toBeUndefined();
});

describe('a damaged file', () => {
  test.each(['cut off', 'with a length beyond its end', 'with a changed byte'])('%s is refused', async (damage) => {
    const png = Uint8Array.from(embedRecipe(await plainPicture(), recipe));
    if (damage === 'with a length beyond its end') png[33] = 0xff;
    if (damage === 'with a changed byte') png[60] = (png[60] ?? 0) ^ 1;
    const broken = damage === 'cut off' ? png.subarray(0, 100) : png;
    expect(() => readRecipe(broken)).toThrow(objectWith({ code: 'image-unreadable' }));
  });

  test('never gives anything but a recipe, nothing, or image-unreadable', async () => {
    const png = embedRecipe(await plainPicture(), recipe);
    const changes = fc.array(fc.tuple(fc.nat(png.length - 1), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(changes, fc.nat(png.length), (edits, length) => {
        const broken = Uint8Array.from(png);
        for (const [index, value] of edits) broken[index] = value;
        try {
          readRecipe(broken.subarray(0, length));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(StudioError);
        }
      }),
    );
  });
});

test('canonical JSON sorts the keys of every object and keeps the order of lists', () => {
  expect(canonicalJson({ b: [3, { z: 1, a: 2 }], a: null })).toBe('{"a":null,"b":[3,{"a":2,"z":1}]}');
});
