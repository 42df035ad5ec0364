import { join } from 'node:path';
import { homedir } from 'node:os';
import {
  BrowserWindow,
  Menu,
  type OpenDialogOptions,
  type WebFrameMain,
  app,
  dialog,
  ipcMain,
  protocol,
  session,
} from 'electron';
import { ipcChannels } from '../../preload/contract';
import type { EngineLauncher } from '../engine/host';
import { nodeEngineLauncher } from '../engine/launch-node';
import { type Studio, createStudio } from '../studio';
import { type Installation, locate, sourceInstallation } from '../studio/installation';
import { guardContents, guardSession } from './guards';
import { ipcDoor } from './ipc-door';
import { launchByNeed } from './launch-by-need';
import { utilityEngineLauncher } from './launch-utility';
import { menuFor } from './menu';
import { projectDialogs } from './project-dialogs';
import { answerLoad, studioScheme } from './protocol';
import { reviveWhenGone } from './revive';
import { saveWithDialog } from './save';
import { ownSwitches, refusedSwitch } from './switches';
import { systemSigns } from './system-signs';
import { isTrustedFrame } from './trust';
import { openWindow, showAgain } from './window';
import { WorkSigns } from './work-signs';

type ElectronStudio = Studio<WebFrameMain | null>;

const builtMain = import.meta.dirname;
const preload = join(builtMain, '..', 'preload', 'index.cjs');

const refused = app.isPackaged ? refusedSwitch(process.argv.slice(1)) : undefined;
if (refused !== undefined) refuse(refused);
else if (app.requestSingleInstanceLock()) startUp();
else app.quit();

function refuse(word: string): void {
  console.error(`Brookesia does not start with ${word}: it would open the studio to others.`);
  app.exit(2);
}

function startUp(): void {
  app.enableSandbox();
  for (const [name, value] of ownSwitches) app.commandLine.appendSwitch(name, value);
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme: studioScheme, privileges }]);
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents);
    reviveWhenGone(contents);
  });
  app.on('session-created', (created) => guardSession(created, !app.isPackaged));
  // What the other instance was started with is not read: it may be a stranger's words.
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

function composeStudio({ version, engine, packs, devices, projects }: Installation): ElectronStudio {
  return createStudio({
    shell: 'electron',
    version,
    launcher: launchByNeed(utilityEngineLauncher(engine), plainNodeLauncher(engine)),
    packFolders: packs,
    devices,
    isTrusted: isTrustedFrame,
    save: (file) => saveWithDialog(file, app.getPath('pictures'), askWhere),
    projects: { ...projects, dialogs: projectDialogs(() => app.getPath('documents'), { askWhere, askWhich }) },
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

function askWhich(options: OpenDialogOptions) {
  const window = BrowserWindow.getFocusedWindow();
  return window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options);
}

function serve(studio: ElectronStudio, { renderer }: Installation): void {
  protocol.handle(studioScheme, (request) =>
    answerLoad({ renderer, assets: studio.assets, outbox: studio.outbox }, request),
  );
  ipcMain.handle(ipcChannels.request, ipcDoor(studio.route));
  const signs = new WorkSigns(systemSigns);
  studio.subscribe((event) => {
    signs.hear(event);
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
