/** Makes what the package holds besides the built studio: icons and licences, in out/packaging. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeIcons } from './icons.mjs';
import { licenceText, shippedWorks } from './licences.mjs';

/** @param {string} root */
export async function preparePackaging(root) {
  const folder = join(root, 'out', 'packaging');
  mkdirSync(folder, { recursive: true });
  await makeIcons(join(root, 'renderer', 'theme', 'icon.svg'), folder);
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), licenceText(shippedWorks(root)));
}
