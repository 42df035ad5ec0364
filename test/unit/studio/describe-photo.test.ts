import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AssetStore, embedRecipe } from '../../../main/documents';
import { readPack } from '../../../main/packs';
import { describePhoto } from '../../../main/studio/captioning';
import { type JobRequestInput, PackId, type Recipe } from '../../../preload/contract';
import { plainPicture, recipe } from '../../support/pictures';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';

/** Describes a picture that was drawn by the pack `by`; gives the pack that was asked for, and what the store still holds. */
async function asked(by: string, wish?: PackId) {
  const path = join(await temporaryFolder(onTestFinished), 'boat.png');
  const drawn: Recipe = { ...recipe, pack: { ...recipe.pack, id: PackId.parse(by) } };
  await writeFile(path, embedRecipe(new Uint8Array(await plainPicture()), drawn));
  const { size: bytes, mtimeMs: modified } = await stat(path);
  const assets = new AssetStore();
  const requests: JobRequestInput[] = [];
  const description = await describePhoto({ path, bytes, modified }, wish === undefined ? {} : { pack: wish }, {
    assets,
    packs: async () => ({ packs: [await readPack(tinyPack)], problems: [] }),
    run: (request) => {
      requests.push(request);
      return Promise.resolve({ kind: 'text', text: 'a boat', pack: PackId.parse('tiny'), timings: { total: 1 } });
    },
  });
  return { pack: requests[0]?.pack, description, held: assets.bytes };
}

test('what an installed pack drew it reads itself, unless another one is wished', async () => {
  const { pack, description, held } = await asked('tiny');
  expect(pack).toBe('tiny');
  expect(description).toMatchObject({ text: 'a boat', pack: { id: 'tiny' } });
  expect(held).toBe(0);
  expect((await asked('tiny', PackId.parse('other'))).pack).toBe('other');
});

test('who reads what a pack drew that is not installed is left to the engine', async () => {
  expect((await asked('far-away')).pack).toBeUndefined();
});
