import { join } from 'node:path';
import { applicationFiles, sizeOf } from './files.mjs';

/**
 * Prints the parts of the packaged studio, the largest first. Electron is only stood in for, so it is not counted.
 * @param {string} packaged
 */
export function printSizes(packaged) {
  /** @type {Map<string, number>} */
  const parts = new Map([['packs', sizeOf(join(packaged, 'resources', 'packs'))]]);
  for (const { name, bytes } of applicationFiles(packaged)) {
    const part = partOf(name);
    parts.set(part, (parts.get(part) ?? 0) + bytes);
  }
  const rows = [...parts].sort(([, one], [, other]) => other - one);
  for (const [part, bytes] of rows) console.log(`${megabytes(bytes)}  ${part}`);
  console.log(`${megabytes(rows.reduce((sum, [, bytes]) => sum + bytes, 0))}  in all, without Electron`);
}

/** Without Electron and the packs, in bytes: what a release may not exceed unnoticed. LanceDB alone takes 185 MB of it. */
const budget = 280e6;

/** @param {string} packaged */
export function tooLarge(packaged) {
  const bytes = applicationFiles(packaged).reduce((sum, file) => sum + file.bytes, 0);
  return bytes <= budget ? [] : [`The application takes ${megabytes(bytes)}; ${megabytes(budget)} are allowed.`];
}

/** @param {string} name */
function partOf(name) {
  const [first = '', second = '', third = ''] = name.split('/');
  if (first === 'out') return `${first}/${second}`;
  if (first !== 'node_modules') return name;
  return second.startsWith('@') ? `${second}/${third}` : second;
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1).padStart(7)} MB`;
}
