import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { freshWire } from './fuses.mjs';

/** Nobody listens there: a download that is tried fails at once, and the packaging with it. */
const nowhere = 'http://127.0.0.1:9';

/**
 * Runs electron-builder up to the unpacked application and gives its folder.
 * @param {string} root
 * @param {string} folder Takes the stand-in and the result.
 */
export function packageStudio(root, folder) {
  const output = join(folder, 'dist');
  const builder = dirname(createRequire(import.meta.url).resolve('electron-builder/package.json'));
  const parameters = [
    '--dir',
    '--linux',
    `--${process.arch}`,
    `-c.electronDist=${standInForElectron(folder)}`,
    `-c.directories.output=${output}`,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(builder, 'cli.js'), ...parameters], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, HTTPS_PROXY: nowhere, HTTP_PROXY: nowhere, npm_config_offline: 'true' },
  });
  if (status !== 0) throw new Error(`electron-builder failed.\n${stdout}${stderr}`);
  return join(output, process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
}

/**
 * The files of an Electron distribution that electron-builder touches, without Electron.
 * @param {string} folder
 */
function standInForElectron(folder) {
  const dist = join(folder, 'electron');
  mkdirSync(join(dist, 'resources'), { recursive: true });
  mkdirSync(join(dist, 'locales'));
  const files = ['electron', 'LICENSE', 'LICENSES.chromium.html', 'version', 'locales/en-US.pak'];
  for (const name of files) writeFileSync(join(dist, name), 'stands in for a file of Electron\n');
  writeFileSync(join(dist, 'electron'), freshWire());
  chmodSync(join(dist, 'electron'), 0o755);
  return dist;
}
