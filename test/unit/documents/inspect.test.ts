import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { inspectPicture } from '../../../main/documents';
import { plainPicture } from '../../support/pictures';
import { objectWith, textWith } from '../../support/matchers';

test.each(['png', 'jpeg', 'webp'] as const)('a %s is known by its bytes', async (format) => {
  await expect(inspectPicture(await plainPicture(format))).resolves.toEqual({
    mime: `image/${format}`,
    width: 8,
    height: 6,
  });
});

test('the size is that of the picture as it is shown', async () => {
  const turned = await sharp(await plainPicture('jpeg'))
    .withMetadata({ orientation: 6 })
    .toBuffer();
  await expect(inspectPicture(turned)).resolves.toMatchObject({ width: 6, height: 8 });
});

describe('refused as unreadable', () => {
  const unreadable = objectWith({ code: 'image-unreadable', hint: textWith('PNG') });

  test.each(['gif', 'tiff'] as const)('a %s', async (format) => {
    await expect(inspectPicture(await plainPicture(format))).rejects.toEqual(unreadable);
  });

  test.each(['', 'hello', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'])(
    'the text “%s”',
    async (text) => {
      await expect(inspectPicture(new TextEncoder().encode(text))).rejects.toEqual(unreadable);
    },
  );

  test.each(['png', 'jpeg', 'webp'] as const)('a %s that was cut off', async (format) => {
    const noise = await sharp({
      create: {
        width: 64,
        height: 64,
        channels: 3,
        background: 'red',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .toFormat(format)
      .toBuffer();
    await expect(inspectPicture(noise.subarray(0, noise.length / 2))).rejects.toEqual(unreadable);
  });
});

test('a picture of more pixels than can be shown is refused before it is decoded', async () => {
  const huge = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'red' } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  await expect(inspectPicture(huge)).rejects.toMatchObject({
    code: 'too-large',
    message: textWith('12000 × 12000'),
  });
});
