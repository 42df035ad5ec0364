import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { LoadedPack } from '../../../main/engine/pack/loaded-pack';
import { KeyValueCache } from '../../../main/engine/sessions/cache';
import { DevicePast, PastWriter } from '../../../main/engine/sessions/device-past';
import { tryDevice } from '../../../main/engine/sessions';
import { readPack } from '../../../main/packs';
import { formsOf, greedyTokens } from '../../support/task-forms';
import { tinyPack } from '../../support/temporary-pack';
import { tinyScene, tinyTasks } from '../../support/tiny-tasks';

// Chromium's renderer of graphics on the processor stands in for a graphics card: slow, but a real WebGPU device.
const renderer = ['/usr/lib/chromium/vk_swiftshader_icd.json'].find(existsSync);
if (renderer !== undefined) process.env['VK_ICD_FILENAMES'] ??= renderer;
process.env['XDG_RUNTIME_DIR'] ??= '/tmp';
const { kind } = await tryDevice('webgpu');

describe.skipIf(kind !== 'works' && kind !== 'slow')('keys and values that stay on a WebGPU device', () => {
  let pack: LoadedPack;

  beforeAll(async () => {
    pack = await LoadedPack.open(await readPack(tinyPack), 'webgpu');
    return () => pack.dispose();
  });

  test.each(['replan', 'redraw', 'ask'])('give the ids that PyTorch gives for “%s”', async (name) => {
    const form = formsOf(tinyScene, pack)[name];
    const expected = tinyTasks.forms[name]?.ids ?? [];
    if (form === undefined) throw new Error(`Nothing is known of the form “${name}”.`);
    expect(await greedyTokens(form, pack, expected.length)).toEqual(expected);
  });

  test('go there once, and again only after something else than a step', async () => {
    const shape = { layers: 3, heads: 2, headDim: 4 };
    const cache = new KeyValueCache(shape, 2);
    cache.reserve(10);
    const writer = await PastWriter.open(shape, 'webgpu');
    const past = new DevicePast(writer, cache);
    const present = new Float32Array(3 * 2 * 2 * 2 * 4).map((_, index) => index);
    for (let step = 0; step < 4; step++) {
      const feeds = await past.feeds();
      expect(feeds['past_value_2']?.location).toBe('gpu-buffer');
      await past.append(present);
    }
    expect(past.uploads).toBe(1);
    past.forget();
    await past.feeds();
    expect(past.uploads).toBe(2);
    past.forget();
    await writer.dispose();
  });
});
