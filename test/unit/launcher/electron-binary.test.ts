import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronBinary, installedBinary } from '../../../main/launcher/electron-binary.mjs';

describe("Electron's binary", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'brookesia-electron-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function install(name: string): string {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', name), '');
    writeFileSync(join(folder, 'path.txt'), name);
    return join(folder, 'dist', name);
  }

  it('is where its installer put it', () => {
    const binary = install('electron');
    expect(installedBinary(folder, {})).toBe(binary);
  });

  it('is not there before it was fetched', () => {
    expect(installedBinary(folder, {})).toBeUndefined();
  });

  it('is not there when only its name is', () => {
    writeFileSync(join(folder, 'path.txt'), 'electron');
    expect(installedBinary(folder, {})).toBeUndefined();
  });

  it('is taken from the folder that the environment names', () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    writeFileSync(join(own, 'electron'), '');
    expect(installedBinary(folder, { ELECTRON_OVERRIDE_DIST_PATH: own })).toBe(join(own, 'electron'));
  });

  it('is given up at once where nothing may be fetched', async () => {
    expect(await electronBinary(folder, { ELECTRON_SKIP_BINARY_DOWNLOAD: '1' })).toBeUndefined();
  });

  it('is given up at once where its host has no address', async () => {
    expect(await electronBinary(folder, { ELECTRON_MIRROR: 'https://electron.invalid/' })).toBeUndefined();
  });
});
