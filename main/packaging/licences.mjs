/** Collects the licences of everything that is shipped, for THIRD-PARTY-LICENSES.txt in the package. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Built into the window's files, so they count although they are only needed for building. */
const bundled = [
  'svelte',
  'konva',
  '@lucide/svelte',
  '@fontsource-variable/inter',
  'esm-env',
  'clsx',
  'wuchale',
  '@wuchale/svelte',
];
const names = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
/** Texts of native parts that packages carry inside, under names of their own. */
const inside = ['ThirdPartyNotices.txt', 'THIRD-PARTY-NOTICES.md'];

/**
 * @typedef {{ name: string, version: string, licence: string, texts: string[] }} Work
 * @typedef {{ dev?: boolean, optional?: boolean }} Locked
 */

/**
 * The modules that are shipped, by the lock file: those for running, and those built into the window. Of other platforms'
 * parts, which are not installed here, the licences are those of the parts that are.
 * @param {string} root
 * @returns {Work[]} By name.
 */
export function shippedWorks(root) {
  /** @type {{ packages: Record<string, Locked> }} */
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const paths = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && (!dev || bundled.some((name) => path === `node_modules/${name}`)))
    .map(([path]) => join(root, path))
    .filter((path) => existsSync(join(path, 'package.json')));
  const works = new Map(paths.map((path) => workIn(path)).map((work) => [`${work.name}@${work.version}`, work]));
  return [...works.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** @param {string} folder @returns {Work} */
function workIn(folder) {
  /** @type {{ name: string, version: string, license?: string }} */
  const { name, version, license = 'see below' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => names.test(file) || inside.includes(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { name, version, licence: license, texts };
}

/** @param {readonly Work[]} works */
export function licenceText(works) {
  const line = '='.repeat(80);
  const parts = works.map(({ name, version, licence, texts }) =>
    [line, `${name} ${version} (${licence})`, line, ...(texts.length > 0 ? texts : [`Licence: ${licence}`])].join(
      '\n\n',
    ),
  );
  const head =
    'Brookesia contains the following works of others, under their licences. Electron’s and Chromium’s are in files of their own beside this one.';
  return `${[head, ...parts].join('\n\n')}\n`;
}
