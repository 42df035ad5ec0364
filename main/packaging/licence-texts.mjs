/** The texts of licences that some works name and do not bring along. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const names = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
/** Texts of the parts inside, which packages carry under names of their own. */
const inside = /^(third-?party-?notices|(nodejs|rust)_third_party_licenses)\./i;

/** Who holds the rights of works under the MIT licence that do not say so in a file. */
const holders = new Map([
  ['onnxruntime-common', 'Copyright (c) 2018 - present Microsoft Corporation'],
  ['onnxruntime-node', 'Copyright (c) 2018 - present Microsoft Corporation'],
  ['wuchale', 'Copyright (c) 2025 Kidus Adugna'],
  ['@wuchale/svelte', 'Copyright (c) 2025 Kidus Adugna'],
]);

/** Files in licence-texts that say what is inside a work, where the work itself does not. */
const insideOf = new Map([['onnxruntime-node', 'onnxruntime-notices.txt']]);

/**
 * All texts of a work; none where nothing is known.
 * @param {string} folder Where it is installed.
 * @param {{ name: string, licence: string }} work
 * @param {string} root
 * @returns {string[]}
 */
export function textsOf(folder, { name, licence }, root) {
  const files = readdirSync(folder).sort();
  const own = files.filter((file) => names.test(file)).map((file) => textIn(join(folder, file)));
  const brought = files.filter((file) => inside.test(file)).map((file) => textIn(join(folder, file)));
  const kept = insideOf.get(name);
  return [
    ...(own.length > 0 ? own : standard(name, licence, root)),
    // It says what it adds to the GPL, which it does not repeat.
    ...(licence.includes('LGPL-3.0') ? ['LGPL-3.0.txt', 'GPL-3.0.txt'].map((file) => textIn(textAt(root, file))) : []),
    ...section(folder),
    ...brought,
    ...(kept === undefined ? [] : [textIn(textAt(root, kept))]),
  ];
}

/** @param {string} name @param {string} licence @param {string} root @returns {string[]} */
function standard(name, licence, root) {
  const holder = holders.get(name);
  if (licence === 'MIT' && holder !== undefined) return [`${holder}\n\n${textIn(textAt(root, 'MIT.txt'))}`];
  if (licence === 'Apache-2.0') return [textIn(join(root, 'LICENSE'))];
  return [];
}

/** What the read-me says of the licences of what is inside. @param {string} folder @returns {string[]} */
function section(folder) {
  const path = join(folder, 'README.md');
  if (!existsSync(path)) return [];
  const [, after] = readFileSync(path, 'utf8').split(/^## Licensing$/m);
  return after?.includes('third-party libraries') ? [(after.split(/^## /m)[0] ?? '').trim()] : [];
}

/** @param {string} root @param {string} file */
function textAt(root, file) {
  return join(root, 'main', 'packaging', 'licence-texts', file);
}

/** Markup is left out. @param {string} path */
function textIn(path) {
  const text = readFileSync(path, 'utf8').trim();
  return path.endsWith('.html') ? plain(text) : text;
}

/** @param {string} html */
function plain(html) {
  const entities = new Map([
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&quot;', '"'],
    ['&#x27;', "'"],
    ['&#39;', "'"],
    ['&amp;', '&'],
  ]);
  return html
    .replace(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&(lt|gt|quot|#x27|#39|amp);/g, (entity) => entities.get(entity) ?? entity)
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
