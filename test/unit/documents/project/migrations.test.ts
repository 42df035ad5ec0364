import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Migration, migrate, migrations, readProject } from '../../../../main/documents/project';
import { ProjectFile, documentVersion } from '../../../../preload/contract';

const fixtures = join(import.meta.dirname, '../../../fixtures/projects');
const project = (version: unknown, more = {}) => ({ document: { version, ...more } });

describe('every version that was ever written', () => {
  test('has its fixture, and all but the present one a way to the next', async () => {
    const versions = Array.from({ length: documentVersion }, (_, index) => index + 1);
    const found = (await readdir(fixtures)).filter((name) => name.endsWith('.brookesia'));
    expect(found.sort()).toEqual(versions.map((version) => `version-${version}.brookesia`).sort());
    expect(Object.keys(migrations).map(Number)).toEqual(versions.slice(0, -1));
  });

  test.each(Array.from({ length: documentVersion }, (_, index) => index + 1))('%i opens whole', async (version) => {
    const path = join(fixtures, `version-${version}.brookesia`);
    const { document, pictures, problems } = await readProject(path, path);
    const text = await readFile(join(fixtures, `version-${version}.json`), 'utf8');
    const expected = ProjectFile.parse(JSON.parse(text));
    expect(problems).toEqual([]);
    expect(document).toEqual(expected.document);
    expect([...pictures.keys()]).toEqual(expected.pictures.map(({ asset }) => asset));
  });
});

describe('migrating', () => {
  const addTitle: Migration = ({ document, ...rest }) => ({ ...rest, document: { ...Object(document), version: 2 } });
  const wrong: Migration = (old) => old;

  test('goes step by step and keeps what it does not know', () => {
    const three: Migration = (old) => ({ ...old, document: { version: 3 }, from: old['document'] });
    expect(migrate({ ...project(1, { kept: true }), more: 1 }, { 1: addTitle, 2: three }, 3)).toEqual({
      kind: 'present',
      project: { document: { version: 3 }, from: { version: 2, kept: true }, more: 1 },
    });
  });

  test('leaves the present version alone and refuses later ones', () => {
    expect(migrate(project(2), { 1: addTitle }, 2)).toEqual({ kind: 'present', project: project(2) });
    expect(migrate(project(3), { 1: addTitle }, 2)).toEqual({ kind: 'too-new' });
  });

  test.each([
    ['no object', 7],
    ['no document', {}],
    ['no version', project(undefined)],
    ['a version that is no number', project('1')],
    ['a version that never was', project(0)],
    ['half a version', project(1.5)],
    ['a version without a way on', project(1)],
  ])('says that it does not know %s', (_name, raw) => {
    expect(migrate(raw, {}, 2)).toEqual({ kind: 'unknown' });
  });

  test('does not go round in circles', () => {
    expect(migrate(project(1), { 1: wrong }, 2)).toEqual({ kind: 'unknown' });
  });
});
