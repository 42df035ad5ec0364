/** Notes which modules of others are built into the studio's own files, for their licences. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} root */
const folder = (root) => join(root, 'out', 'bundled');

/**
 * The innermost package that a built module comes from, as a path like `node_modules/@scope/name`.
 * @param {string} id The module's path, with what a bundler puts before and after it.
 * @returns {string | undefined}
 */
export function packageOf(id) {
  const path = id.replaceAll('\\', '/').replace(/[?#].*$/, '');
  const found = [...path.matchAll(/node_modules\/(?:@[^/]+\/)?[^/]+/g)].at(-1);
  if (found === undefined) return undefined;
  const whole = path.slice(0, found.index + found[0].length);
  return whole.slice(whole.indexOf('node_modules/'));
}

/**
 * A plugin of the build of one part of the studio.
 * @param {string} root
 * @param {string} part
 * @returns {import('vite').Plugin}
 */
export function noteBundled(root, part) {
  /** @type {Set<string>} */
  const packages = new Set();
  /** @param {string} id */
  const note = (id) => {
    const found = packageOf(id);
    if (found !== undefined) packages.add(found);
  };
  return {
    name: 'note-bundled',
    // Styles are gone from the chunks by the end, so all that is asked for counts.
    transform(_code, id) {
      note(id);
    },
    generateBundle(_options, bundle) {
      // Fonts and pictures are no modules.
      for (const file of Object.values(bundle)) if (file.type === 'asset') file.originalFileNames.forEach(note);
      mkdirSync(folder(root), { recursive: true });
      writeFileSync(join(folder(root), `${part}.json`), JSON.stringify([...packages].sort(), undefined, 2));
    },
  };
}

/**
 * Everything that was built into any part; undefined where the studio is not built.
 * @param {string} root
 * @returns {string[] | undefined}
 */
export function bundledPackages(root) {
  if (!existsSync(folder(root))) return undefined;
  const lists = readdirSync(folder(root)).map((name) => readFileSync(join(folder(root), name), 'utf8'));
  return [...new Set(lists.flatMap((text) => /** @type {string[]} */ (JSON.parse(text))))].sort();
}
