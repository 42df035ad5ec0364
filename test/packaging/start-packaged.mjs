import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { extractAll } from '@electron/asar';
import { buildStandIn } from '../support/electron-program/build.mjs';
import { addressOf } from './archive/paths.mjs';

/**
 * Starts the packaged application on the stand-in for Electron, its code from inside app.asar, and draws a picture in its
 * window. Without a browser it says that it did not.
 * @param {string} packaged
 * @param {string} folder
 * @param {string} root
 * @returns {Promise<string[]>} Complaints.
 */
export async function startsFromArchive(packaged, folder, root) {
  const standIn = await buildStandIn(root);
  const { findChromium } = await import(addressOf(join(standIn, 'browser.mjs')));
  const chromium = findChromium();
  if (chromium === undefined) {
    console.log('The packaged studio was not started: there is no browser for its window.');
    return [];
  }
  const archive = join(packaged, 'resources', 'app.asar');
  extractAll(archive, `${archive}.shadow`);
  const home = join(folder, 'window-home');
  mkdirSync(home);
  const register = addressOf(join(root, 'test', 'packaging', 'archive', 'register.mjs'));
  const words = ['--import', register, join(standIn, 'start.mjs'), archive, chromium, register];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 300_000,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_STATE_HOME: home,
      BROOKESIA_DEVICE: 'cpu',
    },
  });
  return status === 0 ? [] : [`The packaged studio did not start from inside its archive.\n${stdout}${stderr}`];
}
