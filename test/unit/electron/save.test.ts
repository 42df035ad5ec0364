import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fileKinds } from '../../../main/documents';
import { saveWithDialog } from '../../../main/electron/save';
import { temporaryFolder } from '../../support/temporary-pack';

const picture = {
  name: 'boat.png',
  kind: fileKinds.png,
  bytes: () => Promise.resolve(Uint8Array.of(1, 2)),
};

test('the picture goes where the user says, and the dialog starts with its name', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const path = join(folder, 'mine.png');
  const asked: unknown[] = [];
  const reply = await saveWithDialog(picture, folder, (options) => {
    asked.push(options.defaultPath);
    return Promise.resolve({ canceled: false, filePath: path });
  });
  expect(reply).toEqual({ kind: 'saved', path });
  expect(asked).toEqual([join(folder, 'boat.png')]);
  expect(new Uint8Array(await readFile(path))).toEqual(Uint8Array.of(1, 2));
});

test('a dialog that is closed writes nothing', async () => {
  const close = () => Promise.resolve({ canceled: true, filePath: '' });
  await expect(saveWithDialog(picture, '/nowhere', close)).resolves.toEqual({ kind: 'cancelled' });
});
