import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openJudge } from '../../../main/evaluation/judge';
import { scorePlaces } from '../../../main/evaluation/score-places';
import { scoreText } from '../../../main/evaluation/score-text';
import { parseSuite } from '../../../main/evaluation/suite';

const root = join(import.meta.dirname, '..', '..', '..');
const shipped = join(root, 'native-models', 'judge');
const few = join(root, 'test', 'support', 'tiny-judge');

async function shippedJudge() {
  const judge = await openJudge(shipped);
  onTestFinished(() => judge.dispose());
  return judge;
}

describe('the judge that comes with the sources', () => {
  test('is right about the pictures of three held-out scenes, down to the cells', async () => {
    const judge = await shippedJudge();
    const { header, scenes } = parseSuite(await readFile(join(few, 'held-out.jsonl'), 'utf8'));
    for (const scene of scenes) {
      const seen = await judge.look(await readFile(join(few, 'held-out', `${scene.seed}.png`)));
      expect(seen.background).toEqual(scene.background);
      const verdicts = [...scoreText(scene.said, seen, header), ...scorePlaces(scene, seen, header)];
      for (const { fact, score } of verdicts) expect([fact, score]).toEqual([fact, 1]);
    }
  });

  test('sees nothing of what another scene asks for', async () => {
    const judge = await shippedJudge();
    const { header, scenes } = parseSuite(await readFile(join(few, 'held-out.jsonl'), 'utf8'));
    const [first, second] = scenes;
    if (first === undefined || second === undefined) throw new Error('The suite is too short.');
    const seen = await judge.look(await readFile(join(few, 'held-out', `${first.seed}.png`)));
    const things = scoreText(second.said, seen, header).filter(({ figure }) => figure === 'things');
    expect(things.map(({ score }) => score)).toEqual(things.map(() => 0));
  });

  test('is small, and states that it is right', async () => {
    const { description } = await shippedJudge();
    expect((await stat(join(shipped, 'judge.onnx'))).size).toBeLessThan(3_000_000);
    const { scenes, rendered, softened } = description.accuracy;
    expect(scenes).toBeGreaterThanOrEqual(1000);
    for (const share of [...Object.values(rendered), ...Object.values(softened)]) expect(share).toBeGreaterThan(0.95);
  });
});
