import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { extractAll } from '@electron/asar';

/**
 * Draws a picture with nothing but what is in the package: a module left out by mistake shows here.
 * @param {string} packaged
 * @param {string} folder
 * @returns {string[]} Complaints.
 */
export function drawsPicture(packaged, folder) {
  const application = join(folder, 'application');
  const home = join(folder, 'home');
  const picture = join(folder, 'picture.png');
  extractAll(join(packaged, 'resources', 'app.asar'), application);
  mkdirSync(home);
  const words = ['generate', 'a red boat on the sea', '--seed', '7', '--out', picture];
  const { status, stderr } = spawnSync(process.execPath, [join(application, 'out', 'main', 'cli.js'), ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      XDG_CONFIG_HOME: home,
      BROOKESIA_PACKS: join(packaged, 'resources', 'packs'),
    },
  });
  return status === 0 && existsSync(picture) ? [] : [`The packaged studio drew no picture.\n${stderr}`];
}
