import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EngineHost } from '../../../main/engine/host';
import { nodeEngineLauncher } from '../../../main/engine/launch-node';
import { packView, readPack } from '../../../main/packs';
import { type Job, JobRequest, type JobRequestInput, PackId } from '../../../preload/contract';
import { MemoryPictures } from '../../support/memory-pictures';
import { copyTinyPack, editManifest, temporaryFolder, tinyPack } from '../../support/temporary-pack';

const entry = join(import.meta.dirname, '..', '..', '..', 'out', 'main', 'engine.js');
const away = PackId.parse('away');

let pictures: MemoryPictures;
let host: EngineHost;
const cleaning: (() => Promise<void>)[] = [];

/** The tiny pack, and the same with a place for such words in the twin that guidance compares with. */
beforeAll(async () => {
  const folder = await copyTinyPack(await temporaryFolder((remove) => cleaning.push(remove)), 'away');
  await editManifest(folder, (manifest) => {
    manifest.id = away;
    const [template] = manifest.tasks.generate?.templates ?? [];
    if (template === undefined) throw new Error('The tiny pack draws.');
    template.unconditional = [['<bos>', { text: 'negative' }, '<break>', { generate: 'image' }]];
  });
  const packs = [await readPack(tinyPack), await readPack(folder)];
  expect(packs.map((pack) => packView(pack).negative)).toEqual([false, true]);
  pictures = new MemoryPictures();
  host = new EngineHost({
    launcher: nodeEngineLauncher(entry),
    pictures,
    emit: () => undefined,
    version: '0.0.0-test',
  });
  host.start(packs);
});
afterAll(async () => {
  await host.stop();
  for (const clean of cleaning) await clean();
});

const plan = { things: [], background: 'on the sea' };

async function draw(change: Partial<JobRequestInput & { task: 'generate' }>): Promise<Job> {
  const request = { task: 'generate', pack: away, prompt: 'the sea', plan, seed: 7, ...change } as const;
  return host.wait(await host.submit(JobRequest.parse(request)));
}

async function drawn(change: Partial<JobRequestInput & { task: 'generate' }>) {
  const { result, error } = await draw(change);
  const [picture] = result?.kind === 'pictures' ? result.pictures : [];
  if (picture === undefined) throw new Error(error?.message ?? 'no picture');
  return { recipe: picture.recipe, bytes: pictures.held.get(picture.asset) };
}

test('guidance leads away from the words, which the recipe names', async () => {
  const settings = { guidance: 3, temperature: 0 };
  const plain = await drawn({ settings });
  const led = await drawn({ settings, negative: ' a red boat ' });
  expect(led.recipe.negative).toBe('a red boat');
  expect(plain.recipe.negative).toBeUndefined();
  expect(led.bytes).not.toEqual(plain.bytes);
  expect((await drawn({ settings, negative: 'a red boat' })).bytes).toEqual(led.bytes);
  expect((await drawn({ settings, negative: '  ' })).bytes).toEqual(plain.bytes);
});

test('a pack without a place for them says so', async () => {
  const { error } = await draw({ pack: PackId.parse('tiny'), negative: 'a red boat' });
  expect(error?.code).toBe('task-unsupported');
  expect(error?.message).toContain('not to show');
});
