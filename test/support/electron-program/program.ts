/**
 * The stand-in as a program, with the words of Electron's own: switches, then the folder of the application, then what is for
 * the application. Playwright's `_electron` starts it and looks into it as it does with Electron.
 */
import { readFile } from 'node:fs/promises';
import { open } from 'node:inspector';
import Module, { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import * as electron from '../electron';
import { settings } from '../electron/settings';
import { findChromium } from '../find-chromium';

// Of Electron's words the program itself is the first.
process.argv.splice(1, 1);
const words = process.argv.slice(1);
const valueOf = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

Object.assign(settings, {
  chromium: findChromium() ?? '',
  folder: tmpdir(),
  profile: valueOf('user-data-dir') ?? '',
  remoteDebugging: valueOf('remote-debugging-port') !== undefined,
});
if (valueOf('inspect') !== undefined) open(0);
register('./loader.mjs', import.meta.url);
knowElectron();
electron.app.once('exited', () => process.exit(electron.app.exitCode));

const application = words.find((word) => !word.startsWith('-')) ?? '.';
const { main } = JSON.parse(await readFile(join(application, 'package.json'), 'utf8')) as { main: string };
await import(pathToFileURL(join(application, main)).href);

/** `require('electron')`, as it is typed into the inspector, must not find the package of that name. */
function knowElectron(): void {
  type Load = (request: string, ...rest: unknown[]) => unknown;
  const internals = Module as unknown as { _load: Load };
  const load = internals._load;
  internals._load = (request, ...rest) => (request === 'electron' ? electron : load(request, ...rest));
}
