import { expect, test } from 'vitest';
import { recall } from '../../../../main/evaluation/photos/recall';

const at = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

test('a caption finds its photo, and a photo any of its captions', () => {
  const photos = [at(0), at(60), at(90)];
  // The second photo's captions: one beside it, one beside the first photo.
  const captions = [at(5), at(58), at(10), at(80)];
  const found = recall(captions, [0, 1, 1, 2], photos);
  expect(found.toPhoto).toEqual({ queries: 4, at: { '1': 0.75, '5': 1, '10': 1 } });
  expect(found.toCaption).toEqual({ queries: 3, at: { '1': 1, '5': 1, '10': 1 } });
});

test('of equals the wrong ones come first: a retriever that says the same of everything finds nothing', () => {
  const same = Array.from({ length: 12 }, () => at(30));
  expect(
    recall(
      same,
      same.map((_, index) => index),
      same,
    ).toPhoto.at,
  ).toEqual({ '1': 0, '5': 0, '10': 0 });
});
