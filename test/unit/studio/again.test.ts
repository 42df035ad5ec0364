import { expect, test } from 'vitest';
import { AssetStore, hashOf } from '../../../main/documents';
import { requestAgain } from '../../../main/studio';
import { JobRequest, type Recipe } from '../../../preload/contract';
import { plainPicture, recipe } from '../../support/pictures';

const photo = await plainPicture('jpeg');
const mask = await plainPicture('png');
const files = new Map([photo, mask].map((file) => [hashOf(file), file]));
const plan = { things: [], background: 'on the sea' };

async function again(change: Partial<Recipe>) {
  const assets = new AssetStore();
  const request = await requestAgain({ ...recipe, ...change }, assets, async (hash) => files.get(hash));
  return { request: JobRequest.parse(request), assets };
}

test('a later candidate is drawn in the company of those before it, and they are not ranked', async () => {
  const { request } = await again({ candidate: 2, plan });
  expect(request).toMatchObject({ task: 'generate', candidates: 3, rank: false, plan, seed: 7, pack: 'tiny' });
});

test('what the picture was not to show is kept away from again', async () => {
  expect((await again({ negative: 'clouds' })).request).toMatchObject({ task: 'generate', negative: 'clouds' });
  expect((await again({})).request).not.toHaveProperty('negative');
});

test('a change starts from the same file, with what was read, planned and marked then', async () => {
  const made = { pictures: [hashOf(photo)], before: plan, plan, cells: [3, 4], marks: { mask: hashOf(mask) } };
  for (const task of ['edit', 'inpaint'] as const) {
    const { request, assets } = await again({ task, ...made });
    if (request.task !== 'edit' && request.task !== 'inpaint') throw new Error(request.task);
    expect(request).toMatchObject({ task, before: plan, after: plan, region: { cells: [3, 4] }, rank: false });
    expect(hashOf(assets.require(request.source).bytes)).toBe(hashOf(photo));
    const { region } = request;
    const marked = region !== undefined && 'mask' in region ? assets.require(region.mask).bytes : new Uint8Array();
    expect(hashOf(marked)).toBe(hashOf(mask));
  }
});

test('an edit without a plan was drawn in one pass', async () => {
  const { request } = await again({ task: 'edit', prompt: 'make it blue', pictures: [hashOf(photo)] });
  expect(request).toMatchObject({ task: 'edit', mode: 'one-pass', prompt: 'make it blue' });
  expect(request).not.toHaveProperty('region');
});

test('a control keeps its kind', async () => {
  const { request } = await again({ task: 'control', control: 'depth', plan, pictures: [hashOf(photo)] });
  expect(request).toMatchObject({ task: 'control', kind: 'depth', plan, rank: false });
});

test('rows of another picture are taken from the recipe, by all candidates up to its own', async () => {
  const { request } = await again({ candidate: 1, plan, taken: [5, 6, 7] });
  const begun = {
    plans: [plan, plan],
    codes: [
      [5, 6, 7],
      [5, 6, 7],
    ],
    taken: 3,
  };
  expect(request).toMatchObject({ task: 'generate', candidates: 2, begun });
});

test('a source that cannot be found is told, and so is a task that draws nothing', async () => {
  await expect(again({ pictures: ['0'.repeat(64)] })).rejects.toMatchObject({
    code: 'asset-missing',
    hint: expect.stringContaining('--from') as unknown,
  });
  await expect(again({ task: 'inpaint', cells: [1], pictures: [] })).rejects.toMatchObject({ code: 'asset-missing' });
  await expect(again({ task: 'caption' })).rejects.toMatchObject({ code: 'task-unsupported' });
  await expect(again({ candidate: 8 })).rejects.toMatchObject({ code: 'task-unsupported' });
});
