/** What Electron's patched file system knows of an archive: which paths lead into it, and what is there. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { extractFile, statFile } from '@electron/asar';

const archived = /^(.*[\\/]app\.asar)(?:[\\/](.*))?$/;
// Taken before anybody patches it.
const read = readFileSync;

/**
 * @typedef {{ archive: string, name: string }} Place
 * @typedef {{ size?: number, unpacked?: boolean, files?: object, integrity?: { hash: string } }} Entry
 */

/** @param {unknown} path @returns {Place | undefined} Undefined for a path that does not lead into an archive. */
export function placeIn(path) {
  const text = path instanceof URL ? fileURLToPath(path) : path;
  const [, archive, name] = (typeof text === 'string' && archived.exec(text)) || [];
  return archive === undefined || name === undefined ? undefined : { archive, name: name.split(sep).join('/') };
}

/** @param {Place} place @returns {Entry | undefined} */
export function entryAt({ archive, name }) {
  try {
    return /** @type {Entry} */ (statFile(archive, name, false));
  } catch {
    return undefined;
  }
}

/** Where a file lies that the system itself has to open. @param {Place} place */
export function unpackedPath({ archive, name }) {
  return join(`${archive}.unpacked`, name);
}

/**
 * The bytes, checked against the hash in the archive's table, as Electron checks them.
 * @param {Place} place
 * @returns {Buffer}
 */
export function bytesAt(place) {
  const entry = entryAt(place);
  if (entry?.size === undefined) throw missing(place);
  if (entry.unpacked) return read(unpackedPath(place));
  const bytes = extractFile(place.archive, place.name, false);
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== entry.integrity?.hash) throw new Error(`${place.name} is not what the archive's table says.`);
  return bytes;
}

/** @param {Place} place */
export function missing({ archive, name }) {
  return Object.assign(new Error(`ENOENT: no such file in the archive, ${archive}/${name}`), { code: 'ENOENT' });
}

/** The same tree, unpacked, in which Node itself looks for modules and for what they export; none of it is run. */
export const shadowOf = (/** @type {string} */ text) => text.replace(/app\.asar(?=[\\/])/, 'app.asar.shadow');
export const outOfShadow = (/** @type {string} */ text) => text.replace(/app\.asar\.shadow(?=[\\/])/, 'app.asar');
export const addressOf = (/** @type {string} */ path) => pathToFileURL(path).href;
