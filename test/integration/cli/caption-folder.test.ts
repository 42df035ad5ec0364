import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { brookesia } from '../../support/command-line';
import { plainPicture } from '../../support/pictures';
import { temporaryFolder } from '../../support/temporary-pack';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder(onTestFinished);
  await mkdir(join(folder, 'photos', 'older'), { recursive: true });
  await writeFile(join(folder, 'photos', 'boat.png'), await plainPicture('png', 64, 64));
  await writeFile(join(folder, 'photos', 'older', 'boat.jpg'), await plainPicture('jpeg', 80, 40));
});

const caption = (...words: string[]) => brookesia(['caption', 'photos', ...words, '--pack', 'tiny'], folder);
const file = (...path: string[]) => readFile(join(folder, 'photos', ...path), 'utf8');

describe('all pictures of a folder are described', () => {
  test('in files beside them and a table, and what is there already stays', async () => {
    await writeFile(join(folder, 'photos', 'boat.png.txt'), 'my own words');
    const { code, out } = await caption('--to', 'txt,json,xmp', '--csv', 'all.csv', '--beams', '2', '--json');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect({ code, sum: lines.at(-1) }).toEqual({ code: 0, sum: { described: 2, kept: 0, failed: 0 } });
    expect(lines[0]).toMatchObject({ file: 'boat.png', written: ['boat.png.json', 'boat.png.xmp'] });

    expect(await file('boat.png.txt')).toBe('my own words');
    const words = await file('older', 'boat.jpg.txt');
    const data = JSON.parse(await file('older', 'boat.jpg.json')) as Record<string, unknown>;
    expect(data).toMatchObject({ caption: words.trim(), pack: { id: 'tiny' } });
    expect(await file('older', 'boat.jpg.xmp')).toContain('<dc:description><rdf:Alt><rdf:li xml:lang="x-default">');
    const table = await readFile(join(folder, 'all.csv'), 'utf8');
    expect(table.split('\r\n')[0]).toBe('file,caption,confidence');
    expect(table).toContain('boat.png,');

    const again = await caption('--to', 'txt');
    expect(again).toMatchObject({ code: 0, out: '' });
    expect(again.err).toContain('0 described, 2 kept as they were, 0 left out.');
    const refused = await caption('--csv', 'all.csv');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.err).toContain('There is a file all.csv already.');
  });

  test('and those that cannot be read are named, which is a failure of the whole', async () => {
    await writeFile(join(folder, 'photos', 'broken.png'), 'no picture at all');
    const { code, err } = await caption('--overwrite');
    expect(code).toBe(1);
    expect(err).toContain('broken.png: ');
    expect(err).toContain('1 of 3 pictures could not be described.');
    expect(await readdir(join(folder, 'photos'))).toEqual(['boat.png', 'boat.png.txt', 'broken.png', 'older']);
  });
});
