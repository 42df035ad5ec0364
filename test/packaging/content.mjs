import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { applicationFiles, filesIn } from './files.mjs';
import { fusesThatDiffer } from './fuses.mjs';

const own = /^(package\.json|out\/(main|preload|renderer)\/.+)$/;
const unwanted = /(^|\/)(test|tests|bench|docs|recipe|native-models)\/|\.(ts|mts|cts|svelte|py|map|onnx|md)$/;

/**
 * What is wrong with the packaged studio, in sentences.
 * @param {string} packaged
 * @param {string} root
 * @returns {string[]}
 */
export function complaintsAbout(packaged, root) {
  const files = applicationFiles(packaged);
  return [
    ...aboutResources(packaged),
    ...aboutPacks(packaged, root),
    ...aboutApplication(files, root),
    ...aboutRuntime(files),
    ...aboutSharp(files),
    ...aboutUnpacked(files, packaged),
    ...fusesThatDiffer(join(packaged, 'brookesia')),
  ];
}

/** All that may lie beside the application. */
const resources = ['LICENSE.txt', 'NOTICE', 'THIRD-PARTY-LICENSES.txt', 'app.asar', 'app.asar.unpacked', 'packs'];

/** @param {string} packaged */
function aboutResources(packaged) {
  const found = readdirSync(join(packaged, 'resources')).sort();
  const licences = readFileSync(join(packaged, 'resources', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  const named = [
    'onnxruntime-node',
    'sharp',
    '@img/sharp-libvips-linux',
    'zod',
    'svelte',
    'konva',
    'inter',
    'lucide',
    'bits-ui',
  ];
  return [
    ...(JSON.stringify(found) === JSON.stringify(resources) ? [] : [`The resources are ${found.join(', ')}.`]),
    ...named.filter((name) => !licences.includes(name)).map((name) => `The licence of ${name} is missing.`),
  ];
}

/** @param {string} packaged @param {string} root */
function aboutPacks(packaged, root) {
  const expected = filesIn(join(root, 'native-models', 'packs'));
  const found = filesIn(join(packaged, 'resources', 'packs'));
  if (!expected.some((name) => name.endsWith('/pack.json'))) return ['There is no pack to package.'];
  return JSON.stringify(found) === JSON.stringify(expected) ? [] : [`The packs differ: ${found.join(', ')}`];
}

/** @param {{ name: string }[]} files @param {string} root */
function aboutApplication(files, root) {
  const modules = productionModules(root);
  const belongs = (/** @type {string} */ name) => own.test(name) || modules.some((each) => name.startsWith(`${each}/`));
  const names = files.map(({ name }) => name);
  const isInstalled = (/** @type {string} */ path) => existsSync(join(root, path, 'package.json'));
  return [
    ...names.filter((name) => !belongs(name)).map((name) => `${name} does not belong in the package.`),
    ...names.filter((name) => unwanted.test(name)).map((name) => `${name} is of no use to who runs the studio.`),
    ...[...builtFiles(root), ...modules.filter(isInstalled).map((path) => `${path}/package.json`)]
      .filter((name) => !names.includes(name))
      .map((name) => `${name} is missing.`),
  ];
}

/**
 * Everything that was built, for the package has all of it.
 * @param {string} root
 */
function builtFiles(root) {
  return ['main', 'preload', 'renderer'].flatMap((part) =>
    filesIn(join(root, 'out', part)).map((name) => `out/${part}/${name}`),
  );
}

/**
 * The folders of the modules that are not only for development, by the lock file.
 * @param {string} root
 * @returns {string[]}
 */
function productionModules(root) {
  /** @type {{ packages: Record<string, { dev?: boolean, devOptional?: boolean }> }} */
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.keys(packages).filter((path) => path !== '' && !packages[path]?.dev && !packages[path]?.devOptional);
}

/** @param {{ name: string, unpacked: boolean }[]} files */
function aboutRuntime(files) {
  const folder = 'node_modules/onnxruntime-node/bin/napi-v6/';
  const binaries = files.filter(({ name }) => name.startsWith(folder));
  const here = `${folder}linux/${process.arch}/`;
  return [
    ...binaries.filter(({ name }) => !name.startsWith(here)).map(({ name }) => `${name} is for another platform.`),
    ...['onnxruntime_binding.node', 'libonnxruntime.so.1'].flatMap((name) =>
      mustBeUnpacked(binaries, `${here}${name}`),
    ),
  ];
}

/** @param {{ name: string, unpacked: boolean }[]} files */
function aboutSharp(files) {
  const natives = [/@img\/sharp-linux-.+\.node$/, /@img\/sharp-libvips-linux-.+\/libvips.*\.so/];
  return natives.flatMap((native) => {
    const found = files.find(({ name }) => native.test(name));
    return found ? mustBeUnpacked(files, found.name) : [`No file is like ${String(native)}.`];
  });
}

/** @param {{ name: string, unpacked: boolean }[]} files @param {string} name */
function mustBeUnpacked(files, name) {
  const file = files.find((each) => each.name === name);
  if (!file) return [`${name} is missing.`];
  return file.unpacked ? [] : [`${name} lies inside the archive, where the system's loader does not find it.`];
}

/** @param {{ name: string, unpacked: boolean }[]} files @param {string} packaged */
function aboutUnpacked(files, packaged) {
  const beside = join(packaged, 'resources', 'app.asar.unpacked');
  return files
    .filter(({ name, unpacked }) => unpacked && !existsSync(join(beside, name)))
    .map(({ name }) => `${name} should lie beside the archive and does not.`);
}
