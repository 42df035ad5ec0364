import { join } from 'node:path';
import { homedir } from 'node:os';
import { BrowserWindow, Menu, type WebFrameMain, app, dialog, ipcMain, protocol, session } from 'electron';
import { ipcChannels } from '../../preload/contract';
import type { EngineLauncher } from '../engine/host';
import { nodeEngineLauncher } from '../engine/launch-node';
import { type Studio, createStudio } from '../studio';
import { type Installation, locate, sourceInstallation } from '../studio/installation';
import { guardContents, guardSession } from './guards';
import { launchByNeed } from './launch-by-need';
import { utilityEngineLauncher } from './launch-utility';
import { menuFor } from './menu';
import { answerLoad, studioScheme } from './protocol';
import { saveWithDialog } from './save';
import { isTrustedFrame } from './trust';
import { openWindow, showAgain } from './window';

type ElectronStudio = Studio<WebFrameMain | null>;

const builtMain = import.meta.dirname;
const preload = join(builtMain, '..', 'preload', 'index.cjs');

if (app.requestSingleInstanceLock()) startUp();
else app.quit();

function startUp(): void {
  app.enableSandbox();
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme: studioScheme, privileges }]);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('second-instance', () => BrowserWindow.getAllWindows().forEach(showAgain));
  void app.whenReady().then(openStudio);
}

/** The engine starts before the window, so that it is warm when the first sentence is typed. */
async function openStudio(): Promise<void> {
  const installation = await installationOf();
  const studio = composeStudio(installation);
  guardSession(session.defaultSession, !app.isPackaged);
  serve(studio, installation);
  setMenu();
  await openWindow(preload);
  void studio.verifyPacks();
  app.on('activate', () => void reopen());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

async function installationOf(): Promise<Installation> {
  const around = { platform: process.platform, environment: process.env, home: homedir() };
  if (!app.isPackaged) return sourceInstallation(builtMain, around);
  return { version: app.getVersion(), ...locate(builtMain, join(process.resourcesPath, 'packs'), around) };
}

function composeStudio({ version, engine, packs, devices }: Installation): ElectronStudio {
  return createStudio({
    shell: 'electron',
    version,
    launcher: launchByNeed(utilityEngineLauncher(engine), plainNodeLauncher(engine)),
    packFolders: packs,
    devices,
    isTrusted: isTrustedFrame,
    save: (picture) => saveWithDialog(picture, app.getPath('pictures'), askWhere),
  });
}

/** The installer brings no Node of its own and keeps its files in an archive that a plain one cannot read. */
function plainNodeLauncher(engine: string): EngineLauncher | undefined {
  const node = process.env['BROOKESIA_NODE'] ?? '';
  return node === '' || app.isPackaged ? undefined : nodeEngineLauncher(engine, node);
}

function askWhere(options: Parameters<Parameters<typeof saveWithDialog>[2]>[0]) {
  const window = BrowserWindow.getFocusedWindow();
  return window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options);
}

function serve(studio: ElectronStudio, { renderer }: Installation): void {
  protocol.handle(studioScheme, (request) => answerLoad({ renderer, assets: studio.assets }, request));
  ipcMain.handle(ipcChannels.request, (event, channel: unknown, payload: unknown) =>
    studio.route(channel, payload, event.senderFrame),
  );
  studio.subscribe((event) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(ipcChannels.event, event);
  });
  quitGracefully(studio);
}

/** The engine is stopped first; it gets a moment, not more. */
function quitGracefully(studio: ElectronStudio): void {
  app.once('will-quit', (event) => {
    event.preventDefault();
    const moment = new Promise((resolve) => setTimeout(resolve, 2000));
    void Promise.race([studio.stop(), moment]).finally(() => app.exit(0));
  });
}

function setMenu(): void {
  const template = menuFor(process.platform);
  Menu.setApplicationMenu(template === undefined ? null : Menu.buildFromTemplate(template));
}

async function reopen(): Promise<void> {
  if (BrowserWindow.getAllWindows().length === 0) await openWindow(preload);
}
