import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFresh } from '../../../main/launcher/build.mjs';

const sources = ['main/core/sample.ts', 'preload/index.ts', 'renderer/index.html', 'electron.vite.config.ts'];
const programs = ['electron', 'engine', 'web', 'cli'].map((name) => `out/main/${name}.js`);
const products = [...programs, 'out/preload/index.cjs', 'out/renderer/index.html', 'out/bundled/renderer.json'];

describe('a built studio', () => {
  let folder: string;

  /** Files and the folders that hold them, as if written this many seconds after the start of 2026. */
  function write(paths: readonly string[], seconds: number): void {
    const time = Date.UTC(2026, 0) / 1000 + seconds;
    for (const path of paths) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), '');
    }
    for (const path of paths) {
      for (let each = path; each !== '.'; each = dirname(each)) utimesSync(join(folder, each), time, time);
    }
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'brookesia-build-'));
    write(sources, 0);
    write(products, 10);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('is fresh when every part is newer than every source', () => {
    expect(isFresh(folder)).toBe(true);
  });

  it.each(sources)('is stale when %s was changed since', (source) => {
    write([source], 20);
    expect(isFresh(folder)).toBe(false);
  });

  it.each(products)('is stale without %s', (product) => {
    rmSync(join(folder, product));
    expect(isFresh(folder)).toBe(false);
  });

  it('is not stale by what the build writes among the sources', () => {
    write(['renderer/language/data.js'], 0);
    utimesSync(join(folder, 'renderer/language/data.js'), new Date(), new Date());
    expect(isFresh(folder)).toBe(true);
  });

  it('is stale when a source was taken away', () => {
    write(['main/core/other.ts'], 0);
    rmSync(join(folder, 'main/core/other.ts'));
    expect(isFresh(folder)).toBe(false);
  });
});
