import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseSuite } from '../../../main/evaluation/suite';

const judge = join(import.meta.dirname, '..', '..', '..', 'native-models', 'judge');

test('the suite that comes with the sources has 500 scenes that were never trained on', async () => {
  const { header, scenes } = parseSuite(await readFile(join(judge, 'held-out.jsonl'), 'utf8'));
  expect(header.suite).toBe('held-out');
  expect(new Set(scenes.map(({ seed }) => seed)).size).toBe(500);
  expect(Math.min(...scenes.map(({ seed }) => seed))).toBe(10_000_000);
});

test('nothing is said that the scene does not show', async () => {
  const { scenes } = parseSuite(await readFile(join(judge, 'held-out.jsonl'), 'utf8'));
  for (const { said, things, background } of scenes) {
    expect(background).toMatchObject(said.background);
    for (const { kind, colour, count } of said.things)
      expect(things.filter((thing) => thing.kind === kind && thing.colour === colour)).toHaveLength(count);
    for (const { kind, colour, slot } of said.sides)
      expect(things).toContainEqual(expect.objectContaining({ kind, colour, slot }));
  }
});

test('a line that is no scene is refused', () => {
  expect(() => parseSuite('{"format":1}\n')).toThrow();
  expect(() => parseSuite('')).toThrow();
});
