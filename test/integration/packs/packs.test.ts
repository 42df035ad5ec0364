import { cp, mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { findPacks, packView, readPack, readPackFile, verifyPack } from '../../../main/packs';
import type { ErrorCode } from '../../../preload/contract';
import { bytesField, externalTensor } from '../../support/protobuf';
import { addPackFile, copyTinyPack, editManifest, temporaryFolder, tinyPack } from '../../support/temporary-pack';
import { anyText, listWith, objectWith, textMatching } from '../../support/matchers';

let folder: string;
let pack: string;
beforeEach(async () => {
  folder = await temporaryFolder(onTestFinished);
  pack = await copyTinyPack(folder);
});

const refused = (code: ErrorCode, message: RegExp) =>
  objectWith({ code, message: textMatching(message), hint: anyText });

describe('a sound pack', () => {
  test('is read, verified, and its files come back byte for byte', async () => {
    const installed = await readPack(tinyPack);
    await verifyPack(installed);
    expect((await readPackFile(installed, 'tokenizer.json')).length).toBe(20_948);
    expect(installed.bytes).toBe(20_948 + 27_115 + 29_450 + 427_024 + 22_975 + 38_360);
  });

  test('shows the window what it is, and no path', async () => {
    const view = packView(await readPack(pack));
    expect(view).toMatchObject({
      id: 'tiny',
      tasks: listWith(['generate', 'caption']),
      image: { pixels: 256, grid: [16, 16] },
    });
    expect(JSON.stringify(view)).not.toContain(folder);
  });

  test('may keep a file behind a link that stays inside', async () => {
    await rename(join(pack, 'encoder.onnx'), join(pack, 'real.onnx'));
    await symlink('real.onnx', join(pack, 'encoder.onnx'));
    await expect(readPack(pack)).resolves.toBeDefined();
  });
});

describe('a pack is refused', () => {
  test('when its folder is not there', async () => {
    await expect(readPack(join(folder, 'none'))).rejects.toEqual(refused('pack-missing', /“none” was not found/));
  });

  test('when its manifest is too large to be one', async () => {
    await truncate(join(pack, 'pack.json'), 1024 ** 2 + 1);
    await expect(readPack(pack)).rejects.toEqual(refused('too-large', /pack\.json/));
  });

  test('when a file is missing', async () => {
    await rm(join(pack, 'decoder.onnx'));
    await expect(readPack(pack)).rejects.toEqual(refused('pack-file-missing', /“tiny” lacks its file “decoder\.onnx”/));
  });

  test('when a file has another size', async () => {
    await truncate(join(pack, 'decoder.onnx'), 100);
    await expect(readPack(pack)).rejects.toEqual(
      refused('pack-hash-mismatch', /“decoder\.onnx” of 100 bytes instead of 29450/),
    );
  });

  test('when a link leads out of its folder', async () => {
    await rename(join(pack, 'encoder.onnx'), join(folder, 'encoder.onnx'));
    await symlink('../encoder.onnx', join(pack, 'encoder.onnx'));
    await expect(readPack(pack)).rejects.toEqual(refused('pack-path-outside', /“encoder\.onnx”/));
  });

  test('when its manifest is a link that leads out', async () => {
    await rename(join(pack, 'pack.json'), join(folder, 'elsewhere.json'));
    await symlink('../elsewhere.json', join(pack, 'pack.json'));
    await expect(readPack(pack)).rejects.toEqual(refused('pack-path-outside', /“pack\.json”/));
  });

  test('when a folder stands where a file should', async () => {
    await rm(join(pack, 'encoder.onnx'));
    await mkdir(join(pack, 'encoder.onnx'));
    await expect(readPack(pack)).rejects.toEqual(refused('pack-invalid', /“encoder\.onnx”/));
  });

  test.each(['../../secret.bin', '/etc/passwd', '*/_ORT_MEM_ADDR_/*', '', 'unlisted.bin', './tokenizer.json'])(
    'when a graph reads its weights from “%s”',
    async (location) => {
      await addPackFile(pack, 'encoder.onnx', Uint8Array.from(bytesField(7, bytesField(5, externalTensor(location)))));
      await expect(readPack(pack)).rejects.toEqual(
        refused('pack-path-outside', /graph “encoder\.onnx” that reads the unlisted file/),
      );
    },
  );

  test('but not when the outside weights are listed', async () => {
    await addPackFile(pack, 'weights.bin', new Uint8Array(64));
    await addPackFile(
      pack,
      'encoder.onnx',
      Uint8Array.from(bytesField(7, bytesField(5, externalTensor('weights.bin')))),
    );
    await expect(readPack(pack)).resolves.toBeDefined();
  });

  test('when a graph is not ONNX at all', async () => {
    await addPackFile(pack, 'encoder.onnx', new TextEncoder().encode('<html>not found</html>'));
    await expect(readPack(pack)).rejects.toEqual(refused('pack-invalid', /damaged graph “encoder\.onnx”/));
  });
});

describe('a file that was changed', () => {
  test('is noticed by its hash, whoever reads it', async () => {
    const installed = await readPack(pack);
    await writeFile(join(pack, 'tokenizer.json'), new Uint8Array(20_948));
    await expect(verifyPack(installed)).rejects.toEqual(refused('pack-hash-mismatch', /“tokenizer\.json”/));
    await expect(readPackFile(installed, 'tokenizer.json')).rejects.toEqual(
      refused('pack-hash-mismatch', /“tokenizer\.json”/),
    );
  });

  test('is noticed when it was cut off after the pack was read', async () => {
    const installed = await readPack(pack);
    await truncate(join(pack, 'tokenizer.json'), 10);
    await expect(readPackFile(installed, 'tokenizer.json')).rejects.toEqual(
      refused('pack-hash-mismatch', /“tokenizer\.json”/),
    );
  });

  test('is not opened when it was swapped for a link that leads out', async () => {
    const installed = await readPack(pack);
    await rename(join(pack, 'tokenizer.json'), join(folder, 'tokenizer.json'));
    await symlink('../tokenizer.json', join(pack, 'tokenizer.json'));
    await expect(readPackFile(installed, 'tokenizer.json')).rejects.toEqual(
      refused('pack-path-outside', /“tokenizer\.json”/),
    );
  });

  test('is not read at all when the manifest does not list it', async () => {
    await expect(readPackFile(await readPack(pack), 'pack.json')).rejects.toEqual(
      refused('pack-file-missing', /does not list/),
    );
  });
});

describe('finding packs', () => {
  test('reads several folders, skips what is no pack, and goes on past a broken one', async () => {
    await cp(pack, join(folder, 'broken'), { recursive: true });
    await rm(join(folder, 'broken', 'encoder.onnx'));
    await mkdir(join(folder, 'no-pack'));
    const { packs, problems } = await findPacks([folder, join(folder, 'absent')]);
    expect(packs.map(({ manifest }) => manifest.id)).toEqual(['tiny']);
    expect(problems).toEqual([{ folder: join(folder, 'broken'), error: objectWith({ code: 'pack-file-missing' }) }]);
  });

  test('takes a folder that is a pack itself', async () => {
    expect((await findPacks([pack])).packs).toHaveLength(1);
  });

  test('of two packs with one id takes the higher version, wherever it lies', async () => {
    const other = await copyTinyPack(folder, 'other');
    await editManifest(pack, (manifest) => (manifest.version = '0.10.0'));
    for (const folders of [
      [pack, other],
      [other, pack],
    ]) {
      expect((await findPacks(folders)).packs.map(({ manifest }) => manifest.version)).toEqual(['0.10.0']);
    }
  });

  test('of two packs with one id and version takes the one of the later folder', async () => {
    const other = await copyTinyPack(folder, 'other');
    expect((await findPacks([pack, other])).packs.map(({ folder: found }) => found)).toEqual([other]);
  });
});
