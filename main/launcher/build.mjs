import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

const sources = [
  ...['main', 'preload', 'renderer'],
  ...['electron.vite.config.ts', 'svelte.config.js', 'wuchale.config.js', 'package-lock.json'],
];
/** What the build itself writes among the sources. */
const written = ['renderer/language/.wuchale', 'renderer/language/data.js'];
const products = [
  'out/main/electron.js',
  'out/main/engine.js',
  'out/main/web.js',
  'out/main/cli.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/bundled/renderer.json',
];

/** Builds the studio if a part of it is missing or older than its sources. Throws if the build fails. */
export function buildIfStale(folder = root) {
  if (isFresh(folder)) return;
  console.log('Building the studio …');
  const vite = join(dirname(createRequire(join(folder, 'package.json')).resolve('electron-vite/package.json')), 'bin');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(vite, 'electron-vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: folder, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The build failed.\n${stdout}${stderr}`);
}

/** Says whether every product is at least as new as the newest source. */
export function isFresh(folder = root) {
  const oldestProduct = Math.min(...products.map((path) => changedAt(join(folder, path)) ?? -Infinity));
  const leftOut = written.map((path) => join(folder, path));
  const newestSource = Math.max(...sources.map((path) => newestIn(join(folder, path), leftOut)));
  return oldestProduct >= newestSource;
}

/** @param {string} path @param {readonly string[]} leftOut @returns {number} Milliseconds; -Infinity where there is nothing. */
function newestIn(path, leftOut) {
  if (leftOut.includes(path)) return -Infinity;
  const changed = changedAt(path);
  if (changed === undefined) return -Infinity;
  if (!statSync(path).isDirectory()) return changed;
  return Math.max(changed, ...readdirSync(path).map((name) => newestIn(join(path, name), leftOut)));
}

/** @param {string} path */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
