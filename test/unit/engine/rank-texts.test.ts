import { expect, test } from 'vitest';
import { rankTexts } from '../../../main/engine/ranking/rank-texts';

const texts = [
  { text: 'a dog', score: -0.5 },
  { text: 'a boat', score: -0.6 },
  { text: 'a cat', score: -0.9 },
];
const directions: Record<string, number> = { 'a dog': 90, 'a boat': 0, 'a cat': 0 };

/** Texts as directions in a plane; the picture points to 0 degrees. */
const retriever = {
  embedTexts: async (said: readonly string[]) =>
    said.map((text) => {
      const angle = ((directions[text] ?? 0) * Math.PI) / 180;
      return Float32Array.of(Math.cos(angle), Math.sin(angle));
    }),
  embedPictures: async () => [Float32Array.of(1, 0)],
};
const order = async (weight: number) =>
  (await rankTexts(texts, { retriever, weight, picture: new Float32Array() })).map(({ text }) => text);

test('a text that fits the picture passes a likelier one that does not, by what the cosine weighs', async () => {
  expect(await order(0.05)).toEqual(['a dog', 'a boat', 'a cat']);
  expect(await order(0.2)).toEqual(['a boat', 'a dog', 'a cat']);
  expect(await order(1)).toEqual(['a boat', 'a cat', 'a dog']);
});

test('of equals the one found first comes first, and nothing is lost', async () => {
  const same = [1, 2, 3].map((number) => ({ text: 'a boat', score: -1, number }));
  expect(await rankTexts(same, { retriever, weight: 1, picture: new Float32Array() })).toEqual(same);
  expect(await rankTexts([], { retriever, weight: 1, picture: new Float32Array() })).toEqual([]);
});
