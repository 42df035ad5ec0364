/** Collects the licences of everything that is shipped, for THIRD-PARTY-LICENSES.txt in the package. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages } from './bundled.mjs';
import { textsOf } from './licence-texts.mjs';

/** Has nothing in it: it stands where a module would be that is not needed. */
const placeholder = 'empty-npm-package';

/**
 * @typedef {{ name: string, version: string, licence: string, texts: string[] }} Work
 * @typedef {{ dev?: boolean, optional?: boolean }} Locked
 */

/**
 * The modules that are shipped: those for running, by the lock file, and those that the build has put into the studio's own
 * files. Of other platforms' parts, which are not installed here, the licences are those of the parts that are. Throws where the
 * studio is not built.
 * @param {string} root
 * @returns {Work[]} By name.
 */
export function shippedWorks(root) {
  /** @type {{ packages: Record<string, Locked> }} */
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const bundled = bundledPackages(root);
  if (bundled === undefined) throw new Error('The studio is not built: what is inside it is not known.');
  const paths = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && (!dev || bundled.includes(path)))
    .map(([path]) => join(root, path))
    .filter((path) => existsSync(join(path, 'package.json')));
  const found = paths.map((path) => workIn(path, root)).filter(({ name }) => name !== placeholder);
  const works = new Map(found.map((work) => [`${work.name}@${work.version}`, work]));
  return [...works.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** @param {string} folder @param {string} root @returns {Work} */
function workIn(folder, root) {
  /** @type {{ name: string, version: string, license?: string }} */
  const { name, version, license = 'see below' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { name, version, licence: license, texts: textsOf(folder, { name, licence: license }, root) };
}

/** @param {readonly Work[]} works */
export function licenceText(works) {
  const line = '='.repeat(80);
  const parts = works.map(({ name, version, licence, texts }) =>
    [line, `${name} ${version} (${licence})`, line, ...texts].join('\n\n'),
  );
  const head =
    'Brookesia contains the following works of others, under their licences. Electron’s and Chromium’s are in files of their own beside this one.';
  return `${[head, ...parts].join('\n\n')}\n`;
}
