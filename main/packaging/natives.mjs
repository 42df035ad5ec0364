/** electron-builder's `afterPack`: a package that lacks a native part for its platform is not built, for it could not start. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where each native module has its binary, below the unpacked application. */
const parts = [
  { name: 'ONNX Runtime', folder: /^onnxruntime-node\/bin\/napi-v6\/{platform}\/{arch}$/, file: /\.node$/ },
  { name: 'sharp', folder: /^@img\/sharp-{platform}-{arch}\/lib$/, file: /\.node$/ },
  { name: 'LanceDB', folder: /^@lancedb\/lancedb-{platform}-{arch}(-gnu|-msvc)?$/, file: /\.node$/ },
];

/**
 * The native modules that have no binary for the platform.
 * @param {string} resources The folder with app.asar.unpacked.
 * @param {string} platform As in `process.platform`.
 * @param {string} arch As in `process.arch`.
 * @returns {string[]}
 */
export function missingNatives(resources, platform, arch) {
  const modules = join(resources, 'app.asar.unpacked', 'node_modules');
  const files = existsSync(modules)
    ? readdirSync(modules, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    : [];
  return parts
    .filter(({ folder, file }) => {
      const wanted = new RegExp(folder.source.replace('{platform}', platform).replace('{arch}', arch));
      const below = (/** @type {string} */ path) => path.slice(modules.length + 1).replaceAll('\\', '/');
      return !files.some((entry) => wanted.test(below(entry.parentPath)) && file.test(entry.name));
    })
    .map(({ name }) => name);
}

/**
 * @param {{ appOutDir: string, electronPlatformName: string, arch: number, packager: { getResourcesDir(folder: string): string } }} context
 */
export default async function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const { Arch } = await import('electron-builder');
  const name = Arch[arch] ?? '';
  const missing = missingNatives(packager.getResourcesDir(appOutDir), electronPlatformName, name);
  if (missing.length === 0) return;
  throw new Error(
    `There is no ${missing.join(', no ')} for ${electronPlatformName} ${name}: such a package would not start.`,
  );
}
