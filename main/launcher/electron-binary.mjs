import { spawnSync } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const secondsToFindHost = 3;
const minutesToFetch = 10;

/** The folder of the electron package, or undefined in an installation without it. */
export function electronPackage() {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return undefined;
  }
}

/**
 * The path of Electron's binary, fetched if this is the first start and the internet can be reached; undefined if it
 * cannot be had. The `electron` module itself is not asked, for it throws and prints a page where there is no network.
 */
export async function electronBinary(folder = electronPackage(), environment = process.env) {
  if (folder === undefined) return undefined;
  return installedBinary(folder, environment) ?? (await fetchedBinary(folder, environment));
}

/**
 * Where the package's own installer puts the binary; undefined if it is not there.
 * @param {string} folder
 * @param {Readonly<Record<string, string | undefined>>} environment
 */
export function installedBinary(folder, environment) {
  const name = join(folder, 'path.txt');
  const given = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!existsSync(name)) return given && firstOf([join(given, 'electron'), join(given, 'electron.exe')]);
  return firstOf([join(given ?? join(folder, 'dist'), readFileSync(name, 'utf8'))]);
}

/** @param {string[]} paths */
function firstOf(paths) {
  return paths.find((path) => existsSync(path));
}

/** @param {string} folder @param {Readonly<Record<string, string | undefined>>} environment */
async function fetchedBinary(folder, environment) {
  if (environment['ELECTRON_SKIP_BINARY_DOWNLOAD'] || !(await canReach(source(environment), environment))) return;
  console.log("Fetching Electron's binary, this once …");
  spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: minutesToFetch * 60_000 });
  return installedBinary(folder, environment);
}

/** @param {Readonly<Record<string, string | undefined>>} environment */
function source(environment) {
  return environment['ELECTRON_MIRROR'] ?? environment['npm_config_electron_mirror'] ?? 'https://github.com';
}

/**
 * Whether the host has an address: without a network this is known at once, while a download takes long to give up.
 * Behind a proxy names are not looked up here, so only the download can tell.
 * @param {string} url
 * @param {Readonly<Record<string, string | undefined>>} environment
 */
async function canReach(url, environment) {
  if (environment['HTTPS_PROXY'] ?? environment['https_proxy']) return true;
  const found = lookup(new URL(url).hostname).then(
    () => true,
    () => false,
  );
  return Promise.race([found, setTimeout(secondsToFindHost * 1000, false, { ref: false })]);
}
