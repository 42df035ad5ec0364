/** Gives a Node process Electron's view of an archive: `app.asar` is a folder. Loaded before the program. */
import fs from 'node:fs';
import Module, { register, syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import { bytesAt, entryAt, missing, outOfShadow, placeIn, shadowOf, unpackedPath } from './paths.mjs';

const standIn = new URL('../../../out/stand-in/electron.mjs', import.meta.url).href;
register('./loader.mjs', import.meta.url, { data: { electron: standIn } });
Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: '0.0.0' } });

/** @typedef {(path: unknown, ...rest: any[]) => any} PathFunction */

/**
 * @param {Record<string, any>} from
 * @param {string} name
 * @param {(place: import('./paths.mjs').Place, path: unknown, ...rest: any[]) => unknown} inside
 */
function patch(from, name, inside) {
  const outside = /** @type {PathFunction} */ (from[name]);
  from[name] = (/** @type {unknown} */ path, /** @type {any[]} */ ...rest) => {
    const place = placeIn(path);
    return place === undefined ? outside.call(from, path, ...rest) : inside(place, path, ...rest);
  };
}

const text = (/** @type {Buffer} */ bytes, /** @type {any} */ options) => {
  const encoding = typeof options === 'string' ? options : options?.encoding;
  return encoding ? bytes.toString(encoding) : bytes;
};
const facts = (/** @type {import('./paths.mjs').Place} */ place) => {
  const entry = entryAt(place);
  if (entry === undefined) throw missing(place);
  const isFolder = entry.files !== undefined;
  return { size: entry.size ?? 0, isFile: () => !isFolder, isDirectory: () => isFolder, isSymbolicLink: () => false };
};
const real = (/** @type {import('./paths.mjs').Place} */ place, /** @type {unknown} */ path) => {
  facts(place);
  return path;
};

patch(fs, 'readFileSync', (place, _path, options) => text(bytesAt(place), options));
patch(fs, 'existsSync', (place) => entryAt(place) !== undefined);
for (const name of ['statSync', 'lstatSync']) patch(fs, name, facts);
patch(fs, 'realpathSync', real);
patch(fs.promises, 'readFile', async (place, _path, options) => text(bytesAt(place), options));
for (const name of ['stat', 'lstat']) patch(fs.promises, name, async (place) => facts(place));
patch(fs.promises, 'realpath', async (place, path) => real(place, path));
syncBuiltinESMExports();

// Modules of the older kind are looked for, and have their names, in the shadow; their text comes from the archive by the loader.
/** @typedef {{ filename?: string, paths?: string[] }} Parent */
const internals = /** @type {any} */ (Module);
const resolveFilename = internals._resolveFilename;
internals._resolveFilename = (
  /** @type {string} */ request,
  /** @type {Parent} */ parent,
  /** @type {any[]} */ ...rest
) => {
  const filename = parent?.filename;
  const isInside = [request, filename ?? ''].some((path) => placeIn(outOfShadow(path)) !== undefined);
  if (!isInside) return resolveFilename.call(Module, request, parent, ...rest);
  const shadow = shadowOf(filename ?? '');
  const from = { ...parent, filename: shadow, paths: internals._nodeModulePaths(dirname(shadow)) };
  return resolveFilename.call(Module, shadowOf(request), from, ...rest);
};

const open = process.dlopen;
process.dlopen = (module, path, ...rest) => {
  const place = placeIn(outOfShadow(path));
  return open.call(process, module, place === undefined ? path : unpackedPath(place), ...rest);
};
