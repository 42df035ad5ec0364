import { expect, test } from 'vitest';
import { openerFor } from '../../../main/web/open-browser';

const address = 'http://127.0.0.1:4870/?token=abc';

test.each([
  ['win32', {}, 'rundll32'],
  ['darwin', {}, 'open'],
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
] as const)('on %s with %o the browser is opened by %s', (platform, environment, command) => {
  const opener = openerFor(platform, environment, address);
  expect(opener?.command).toBe(command);
  expect(opener?.arguments).toContain(address);
});

test.each([{}, { DISPLAY: '' }])('without a screen nothing is opened', (environment) => {
  expect(openerFor('linux', environment, address)).toBeUndefined();
});
