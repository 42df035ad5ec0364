import { expect, test } from 'vitest';
import { ownSwitches, refusedSwitch } from '../../../main/electron/switches';

test.each([
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '-remote-debugging-port=9222',
  '/remote-debugging-port=9222',
  '--REMOTE-DEBUGGING-PORT=9222',
  '--renderer-cmd-prefix=calc.exe',
  '--gpu-launcher=sh',
  '--load-extension=/tmp/evil',
  '--js-flags=--expose-gc',
  '--disable-web-security',
  '--proxy-server=evil:80',
  '--host-resolver-rules=MAP * evil',
  '--ssl-key-log-file=/tmp/keys',
])('%s is refused, wherever it stands', (word) => {
  expect(refusedSwitch(['a.png', word, '--lang=de'])).toBe(word);
});

test('what people need to start the studio on their machines is let through', () => {
  const words = ['--disable-gpu', '--lang=de', '--ozone-platform-hint=auto', '--no-sandbox', '/home/ada/boat.png'];
  expect(refusedSwitch(words)).toBeUndefined();
});

test('Chromium itself resolves no name', () => {
  expect(ownSwitches).toContainEqual(['host-resolver-rules', 'MAP * ~NOTFOUND']);
});

test('what asks no guard goes to a proxy that is not there, on this machine, too', () => {
  expect(ownSwitches).toContainEqual(['proxy-server', '127.0.0.1:9']);
  expect(ownSwitches).toContainEqual(['proxy-bypass-list', '<-loopback>']);
});
