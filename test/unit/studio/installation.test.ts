import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { locate, userPacks } from '../../../main/studio/installation';

test('packs of the user come after those shipped, those of the environment last', () => {
  const environment = { XDG_CONFIG_HOME: '/config', BROOKESIA_PACKS: ['/one', '/two'].join(delimiter) };
  const folders = locate('/app/out/main', '/app/packs', { platform: 'linux', environment, home: '/home/ada' });
  expect(folders).toEqual({
    renderer: join('/app/out/renderer'),
    engine: join('/app/out/main/engine.js'),
    packs: ['/app/packs', join('/config/Brookesia/packs'), '/one', '/two'],
  });
});

test.each([
  ['linux', {}, '/home/ada/.config/Brookesia/packs'],
  ['darwin', {}, '/home/ada/Library/Application Support/Brookesia/packs'],
  ['win32', { APPDATA: '/roaming' }, '/roaming/Brookesia/packs'],
] as const)('on %s the packs of the user have their place', (platform, environment, folder) => {
  expect(userPacks({ platform, environment, home: '/home/ada' })).toBe(join(folder));
});
