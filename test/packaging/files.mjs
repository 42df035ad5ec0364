import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { listPackage, statFile } from '@electron/asar';

/**
 * The files below a folder, relative to it, with slashes; none if there is no such folder.
 * @param {string} folder
 * @returns {string[]}
 */
export function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** @param {string} folder */
export function sizeOf(folder) {
  return filesIn(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/**
 * The files of the application: those in the archive and those beside it that the archive points to.
 * @param {string} packaged
 * @returns {{ name: string, bytes: number, unpacked: boolean }[]}
 */
export function applicationFiles(packaged) {
  const archive = join(packaged, 'resources', 'app.asar');
  return listPackage(archive, { isPack: false })
    .map((path) => path.split(sep).join('/').replace(/^\//, ''))
    .flatMap((name) => {
      const entry = statFile(archive, name, false);
      return 'size' in entry ? [{ name, bytes: entry.size, unpacked: entry.unpacked === true }] : [];
    });
}
