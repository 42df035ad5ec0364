import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { openerFor, writeDoorstep } from '../../../main/web/open-browser';

const address = 'http://127.0.0.1:4870/?token=abc';
const page = '/tmp/brookesia-open-x/brookesia.html';

test.each([
  ['win32', {}, 'rundll32'],
  ['darwin', {}, 'open'],
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
] as const)('on %s with %o the browser is opened by %s', (platform, environment, command) => {
  const opener = openerFor(platform, environment, page);
  expect(opener?.command).toBe(command);
  expect(opener?.arguments).toContain(page);
});

test.each([{}, { DISPLAY: '' }])('without a screen nothing is opened', (environment) => {
  expect(openerFor('linux', environment, page)).toBeUndefined();
});

test.skipIf(process.platform === 'win32')(
  'the key stands in a page that only this user can read, and not for long',
  async () => {
    const doorstep = writeDoorstep(address);
    expect(await readFile(doorstep.page, 'utf8')).toContain(`content="0; url=${address}"`);
    expect((await stat(doorstep.page)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(doorstep.page))).mode & 0o777).toBe(0o700);
    doorstep.remove();
    await expect(stat(dirname(doorstep.page))).rejects.toMatchObject({ code: 'ENOENT' });
  },
);
