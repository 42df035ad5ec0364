import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { locate, userPacks } from '../../../main/studio/installation';

test('packs of the user come after those shipped, those of the environment last', () => {
  const environment = { XDG_CONFIG_HOME: '/config', BROOKESIA_PACKS: ['/one', '/two'].join(delimiter) };
  const folders = locate('/app/out/main', '/app/packs', { platform: 'linux', environment, home: '/home/ada' });
  expect(folders).toEqual({
    renderer: join('/app/out/renderer'),
    engine: join('/app/out/main/engine.js'),
    library: {
      entry: join('/app/out/main/library.js'),
      folder: join('/home/ada/.local/state/Brookesia/library'),
      thumbnails: join('/home/ada/.cache/Brookesia/photos'),
    },
    packs: ['/app/packs', join('/config/Brookesia/packs'), '/one', '/two'],
    installed: join('/config/Brookesia/packs'),
    devices: { file: join('/home/ada/.cache/Brookesia/devices.json') },
    caches: join('/home/ada/.cache/Brookesia'),
    projects: { state: join('/home/ada/.local/state/Brookesia'), documents: join('/home/ada/Documents/Brookesia') },
  });
});

test.each([
  ['linux', {}, '/home/ada/.config/Brookesia/packs'],
  ['darwin', {}, '/home/ada/Library/Application Support/Brookesia/packs'],
  ['win32', { APPDATA: '/roaming' }, '/roaming/Brookesia/packs'],
] as const)('on %s the packs of the user have their place', (platform, environment, folder) => {
  expect(userPacks({ platform, environment, home: '/home/ada' })).toBe(join(folder));
});

test.each([
  ['linux', { XDG_CACHE_HOME: '/cache' }, '/cache/Brookesia/devices.json'],
  ['darwin', {}, '/home/ada/Library/Caches/Brookesia/devices.json'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/Brookesia/devices.json'],
] as const)('on %s what is known of devices has its place', (platform, environment, file) => {
  expect(locate('/out', '/packs', { platform, environment, home: '/home/ada' }).devices).toEqual({ file: join(file) });
});

test('the environment may name a device', () => {
  const around = { platform: 'linux', environment: { BROOKESIA_DEVICE: ' cuda ' }, home: '/home/ada' } as const;
  expect(locate('/out', '/packs', around).devices.wanted).toBe('cuda');
});
