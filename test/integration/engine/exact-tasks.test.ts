import { beforeAll, describe, expect, test } from 'vitest';
import { LoadedPack } from '../../../main/engine/pack/loaded-pack';
import { readPack } from '../../../main/packs';
import { type Form, formsOf, greedyTokens, promptOf } from '../../support/task-forms';
import { tinyPack } from '../../support/temporary-pack';
import { tinyScene, tinyTasks } from '../../support/tiny-tasks';

let pack: LoadedPack;
let forms: Record<string, Form>;

beforeAll(async () => {
  pack = await LoadedPack.open(await readPack(tinyPack));
  forms = formsOf(tinyScene, pack);
  return () => pack.dispose();
});

describe('the same weights in PyTorch and in ONNX Runtime agree on every task of', () => {
  test.each(Object.entries(tinyTasks.forms))(
    '%s: ids, places and kinds of the prompt, and what comes of it',
    async (name, expected) => {
      const form = forms[name];
      if (form === undefined) throw new Error(`Nothing is known of the form “${name}”.`);
      const prompt = promptOf(form, pack);
      expect([...prompt.elements.tokens]).toEqual(expected.prompt.ids);
      expect([...prompt.elements.keyPositions]).toEqual(expected.prompt.positions.flat());
      expect([...prompt.elements.kinds]).toEqual(expected.prompt.kinds);
      expect(await greedyTokens(form, pack, expected.ids.length)).toEqual(expected.ids);
    },
  );

  test('the fixture has every form', () => {
    expect(Object.keys(tinyTasks.forms).sort()).toEqual(Object.keys(forms).sort());
    expect(tinyScene.after.things).toHaveLength(2);
  });
});
