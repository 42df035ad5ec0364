import { expect, onTestFinished, test } from 'vitest';
import type { AssetId, JobRequestInput, ResultPicture } from '../../../preload/contract';
import { KillableStudio } from '../../support/killable-studio';
import { plainPicture } from '../../support/pictures';
import { temporaryFolder } from '../../support/temporary-pack';

const pack = 'tiny' as JobRequestInput['pack'];
const hole = { boxes: [{ x0: 0.1, y0: 0.1, x1: 0.52, y1: 0.7 }] };

async function started(home: string): Promise<KillableStudio> {
  const studio = await KillableStudio.start(home);
  onTestFinished(() => studio.kill());
  return studio;
}

async function drawn(studio: KillableStudio, request: JobRequestInput): Promise<ResultPicture> {
  const { id } = await studio.ask('jobs.submit', { request });
  const ended = async () => (await studio.ask('jobs.list', {})).jobs.find((job) => job.id === id);
  await expect.poll(async () => (await ended())?.state, { timeout: 50_000, interval: 100 }).toBe('done');
  const result = (await ended())?.result;
  if (result?.kind !== 'pictures' || result.pictures[0] === undefined) throw new Error('Nothing was drawn.');
  return result.pictures[0];
}

const kept = (studio: KillableStudio) => studio.ask('gallery.search', { words: '' });

test('a changed photo is made again from the gallery, after a restart and without the photo', async () => {
  const home = await temporaryFolder(onTestFinished);
  const first = await started(home);
  const { id: source } = await first.put(await plainPicture('jpeg', 60, 40));
  const change = { task: 'inpaint', pack, source, region: hole, prompt: '', seed: 5 } as const;
  const { asset } = await drawn(first, change);
  const bytes = await first.file(asset);
  await expect.poll(async () => (await kept(first)).total).toBe(1);
  await first.kill();

  const second = await started(home);
  const [entry] = (await kept(second)).entries;
  if (entry === undefined) throw new Error('The gallery is empty.');
  const { request } = await second.ask('pictures.again', { recipe: entry.recipe });
  const again = await drawn(second, request);
  expect(again.recipe).toEqual(entry.recipe);
  expect(await second.file(again.asset)).toEqual(bytes);

  await second.ask('gallery.remove', { ids: [entry.id] });
  const lost = second.ask('pictures.again', { recipe: { ...entry.recipe, pictures: ['0'.repeat(64)] } });
  await expect(lost).rejects.toMatchObject({ code: 'asset-missing' });
  await expect(second.ask('pictures.again', { recipe: entry.recipe })).rejects.toMatchObject({ code: 'asset-missing' });
});

test('a picture that was changed twice is made again, though its source was never a file', async () => {
  const studio = await started(await temporaryFolder(onTestFinished));
  const { asset: source } = await drawn(studio, { task: 'generate', pack, prompt: 'a red boat', seed: 7 });
  const change = (from: AssetId) => ({ task: 'inpaint', pack, source: from, region: hole, seed: 5 }) as const;
  const { asset, recipe } = await drawn(studio, change(source));
  await expect.poll(async () => (await kept(studio)).total).toBe(2);
  const { request } = await studio.ask('pictures.again', { recipe });
  expect(await studio.file((await drawn(studio, request)).asset)).toEqual(await studio.file(asset));
});
