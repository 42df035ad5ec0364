import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { recipeIn } from '../../../../main/documents/metadata/recipe-in';
import { recipeInXmp, xmpPacket } from '../../../../main/documents/metadata/xmp';
import { recipe } from '../../../support/pictures';

test('any sentence comes back, also one that XML could not hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (prompt) => {
      const packet = xmpPacket({ origin: 'trainedAlgorithmicMedia', recipe: { ...recipe, prompt } });
      expect(recipeInXmp(packet)?.prompt).toBe(prompt);
      expect(packet).not.toMatch(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
    }),
  );
});

test('a packet that another program wrote anew with elements is understood', () => {
  const json = JSON.stringify(recipe).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  expect(recipeInXmp(`<rdf:Description><brookesia:recipe>${json}</brookesia:recipe></rdf:Description>`)).toEqual(
    recipe,
  );
});

test('what is no recipe is none', () => {
  expect(recipeInXmp('brookesia:recipe="{}"')).toBeUndefined();
  expect(recipeInXmp('brookesia:recipe="&#x110000;"')).toBeUndefined();
  expect(recipeInXmp('brookesia:recipe="'.repeat(5000))).toBeUndefined();
});

test.each(['jpeg', 'webp', 'avif', 'png'] as const)(
  'a %s carries the packet past the image library',
  async (format) => {
    const packet = xmpPacket({ origin: 'compositeWithTrainedAlgorithmicMedia', recipe });
    const blank = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
    const bytes = new Uint8Array(await blank.withXmp(packet).toFormat(format).toBuffer());
    expect(await recipeIn(bytes)).toEqual(recipe);
    expect((await sharp(bytes).metadata()).xmp?.toString()).toBe(packet);
  },
);
