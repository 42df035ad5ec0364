import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtMain, projectRoot } from '../../support/built-studio';

/** Everything that the shell takes from Electron. A new name here is a new power: docs/security.md names its reason. */
const powers = [
  'BrowserWindow',
  'Menu',
  'MessageChannelMain',
  'Notification',
  'app',
  'dialog',
  'ipcMain',
  'nativeImage',
  'powerSaveBlocker',
  'protocol',
  'screen',
  'session',
  'utilityProcess',
];

test('the main process takes from Electron what is listed, so nothing can open a link outside or run a page with Node', async () => {
  const code = await readFile(join(builtMain, 'electron.js'), 'utf8');
  const taken = /import \{([^}]*)\} from "electron"/
    .exec(code)?.[1]
    ?.split(',')
    .map((name) => name.trim());
  expect(taken?.filter((name) => !powers.includes(name))).toEqual([]);
  expect(code).not.toMatch(/openExternal|executeJavaScript|loadFile|insertCSS|enableRemoteModule|import\("electron"\)/);
});

test('the preload takes the bridge and the messages alone', async () => {
  const code = await readFile(join(projectRoot, 'out', 'preload', 'index.cjs'), 'utf8');
  expect([...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron']);
  expect([...new Set([...code.matchAll(/ipcRenderer\.(\w+)/g)].map(([, name]) => name))].sort()).toEqual([
    'invoke',
    'off',
    'on',
  ]);
});

test('no guard of a window is taken away', async () => {
  const code = await readFile(join(builtMain, 'electron.js'), 'utf8');
  const [preferences = ''] = /webPreferences: \{[^}]*\}/.exec(code) ?? [];
  const kept = ['sandbox: true', 'contextIsolation: true', 'webSecurity: true'];
  const off = ['nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'webviewTag'];
  for (const line of [...kept, ...[...off, 'allowRunningInsecureContent'].map((name) => `${name}: false`)])
    expect(preferences).toContain(line);
  // The one place with preferences of a window, and none of those that switch on what Chromium keeps back.
  expect(code.match(/webPreferences/g)).toHaveLength(1);
  expect(code).not.toMatch(/experimentalFeatures|enableBlinkFeatures|disableBlinkFeatures|enable-blink-features'/);
});
