import { expect, test } from 'vitest';
import { isPermitted } from '../../../main/electron/permissions';

const window = { address: 'studio://app/', isMainFrame: true };

test('the window may put words on the clipboard', () => {
  expect(isPermitted('clipboard-sanitized-write', window)).toBe(true);
});

test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fileSystem', 'hid', 'usb'])(
  'the window is denied %s',
  (permission) => {
    expect(isPermitted(permission, window)).toBe(false);
  },
);

test.each([
  ['a frame inside', { ...window, isMainFrame: false }],
  ['a page of the network', { ...window, address: 'https://app/' }],
  ['nobody', { ...window, address: '' }],
])('%s is denied everything', (_name, asker) => {
  expect(isPermitted('clipboard-sanitized-write', asker)).toBe(false);
});

test.each(['__proto__', 'constructor', 'toString', ''])('%s is no permission', (name) => {
  expect(isPermitted(name, window)).toBe(false);
});
