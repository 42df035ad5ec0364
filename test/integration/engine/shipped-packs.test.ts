import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { EngineHost } from '../../../main/engine/host';
import { nodeEngineLauncher } from '../../../main/engine/launch-node';
import { findPacks, isAble } from '../../../main/packs';
import { JobRequest, type JobRequestInput } from '../../../preload/contract';
import { builtMain, projectRoot } from '../../support/built-studio';
import { MemoryPictures } from '../../support/memory-pictures';

const { packs } = await findPacks([join(projectRoot, 'native-models', 'packs')]);
const drawing = packs.filter(({ manifest }) => isAble(manifest, 'generate'));

describe.each(drawing.map((pack) => [pack.manifest.id, pack] as const))(
  'a picture of the shipped pack “%s”',
  (id, pack) => {
    const pictures = new MemoryPictures();
    const create = () =>
      new EngineHost({
        launcher: nodeEngineLauncher(join(builtMain, 'engine.js')),
        pictures,
        emit: () => undefined,
        version: '0.0.0-test',
      });
    const host = create();
    beforeAll(() => host.start([pack]));
    afterAll(() => host.stop());

    /** The files of the pictures, in the order of their candidates. */
    async function draw(request: Partial<JobRequestInput>, where = host): Promise<Buffer[]> {
      const whole = { task: 'generate', pack: id, prompt: 'a red boat and a green tree', seed: 5, ...request };
      const { result, error } = await where.wait(await where.submit(JobRequest.parse(whole)));
      if (result?.kind !== 'pictures') throw new Error(error?.message ?? 'Nothing was drawn.');
      const ordered = [...result.pictures].sort((one, other) => one.recipe.candidate - other.recipe.candidate);
      return ordered.map(({ asset }) => Buffer.from(pictures.held.get(asset) ?? []));
    }

    test('is the same alone and among others, whatever was read before, and in another process', async () => {
      const [alone] = await draw({});
      const four = await draw({ candidates: 4 });
      const three = await draw({ candidates: 3 });
      expect(four).toHaveLength(4);
      expect(new Set(four.map((png) => png.toString('base64'))).size).toBe(4);
      expect(four[0]?.equals(alone ?? Buffer.of())).toBe(true);
      expect(three.map((png, candidate) => png.equals(four[candidate] ?? Buffer.of()))).toEqual([true, true, true]);

      const source = pictures.put({ bytes: alone ?? new Uint8Array() });
      await host.wait(await host.submit(JobRequest.parse({ task: 'caption', pack: id, source })));
      const queued = await Promise.all([draw({ seed: 9 }), draw({}), draw({ candidates: 2, seed: 5 })]);
      expect(queued[1][0]?.equals(alone ?? Buffer.of())).toBe(true);
      expect(queued[2].map((png, candidate) => png.equals(four[candidate] ?? Buffer.of()))).toEqual([true, true]);

      const other = create();
      onTestFinished(() => other.stop());
      other.start([pack]);
      const [elsewhere] = await draw({ candidates: 2 }, other);
      expect(elsewhere?.equals(alone ?? Buffer.of())).toBe(true);
    }, 240_000);
  },
);

test('there is a pack that draws', () => {
  expect(drawing.length).toBeGreaterThan(0);
});
