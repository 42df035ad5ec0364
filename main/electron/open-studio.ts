import { join } from 'node:path';
import { homedir } from 'node:os';
import { BrowserWindow, Menu, app, ipcMain, protocol, session } from 'electron';
import { type StudioEvent, ipcChannels } from '../../preload/contract';
import { type Installation, locate, sourceInstallation } from '../studio/installation';
import { ask } from './ask';
import { type ElectronStudio, type StudioWindows, composeStudio } from './compose';
import { Drags } from './drag';
import { Goodbye } from './goodbye';
import { guardSession } from './guards';
import { helpWhenHanging } from './hanging';
import { ipcDoor } from './ipc-door';
import { LongJobs } from './long-jobs';
import { menuFor } from './menu';
import { noteFaults } from './note-faults';
import type { OpenedFiles } from './opened-files';
import { answerLoad, studioScheme } from './protocol';
import { systemNotices, systemSigns } from './system-signs';
import { type Beginning, frontWindow, keepReachable, openWindow } from './window';
import { WindowMemory } from './window-memory';
import { WindowProjects } from './window-projects';
import { WorkSigns } from './work-signs';

const builtMain = import.meta.dirname;
const preload = join(builtMain, '..', 'preload', 'index.cjs');

/** The engine starts before the window, so that it is warm when the first sentence is typed. */
export async function openStudio(opened: OpenedFiles): Promise<void> {
  const installation = await installationOf();
  const drags = new Drags();
  const projects = new WindowProjects();
  const windows: StudioWindows = {
    open: async (project) => {
      await open(project ?? 'new');
    },
    show: projects.show,
  };
  const studio = composeStudio(installation, drags, windows);
  noteFaults(app, studio.log);
  guardSession(session.defaultSession, !app.isPackaged);
  serve(studio, installation, projects);
  const memory = new WindowMemory(join(installation.projects.state, 'window.json'));
  const goodbye = new Goodbye({
    app,
    handOver: (window) => handOver(studio, window),
    stop: () => Promise.all([studio.stop(), memory.settled(), drags.clear()]),
  });
  const open = (beginning?: Beginning) => {
    const prepare = (window: BrowserWindow) => {
      goodbye.watch(window);
      helpWhenHanging(window, ask);
    };
    return openWindow({ preload, memory }, prepare, beginning);
  };
  setMenu(windows);
  keepReachable();
  opened.passTo(studio.desk.offers);
  await open();
  void studio.verifyPacks();
  void studio.watchLibrary().catch(() => undefined);
  app.on('activate', () => void (BrowserWindow.getAllWindows().length === 0 ? open() : undefined));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

async function installationOf(): Promise<Installation> {
  const around = { platform: process.platform, environment: process.env, home: homedir() };
  if (!app.isPackaged) return sourceInstallation(builtMain, around);
  return { version: app.getVersion(), ...locate(builtMain, join(process.resourcesPath, 'packs'), around) };
}

function serve(studio: ElectronStudio, { renderer }: Installation, projects: WindowProjects): void {
  protocol.handle(studioScheme, (request) => answerLoad({ ...studio, renderer }, request));
  const door = ipcDoor(studio.route);
  ipcMain.handle(ipcChannels.request, async (event, channel: unknown, payload: unknown) => {
    const reply = await door(event, channel, payload);
    projects.note(event, reply);
    return reply;
  });
  const signs = new WorkSigns(systemSigns);
  const longJobs = new LongJobs(systemNotices);
  studio.subscribe((event) => {
    signs.hear(event);
    longJobs.hear(event);
    for (const window of hearersOf(event)) window.webContents.send(ipcChannels.event, event);
  });
}

/** A file that was opened with the studio goes to one window. */
function hearersOf({ type }: StudioEvent) {
  const front = frontWindow();
  return type === 'files.offered' && front !== undefined ? [front] : BrowserWindow.getAllWindows();
}

/** A window whose page is gone has nothing to hand over. */
async function handOver({ desk }: ElectronStudio, { webContents }: BrowserWindow): Promise<void> {
  if (webContents.isCrashed()) return;
  await desk.farewells.await((farewell) => webContents.send(ipcChannels.event, { type: 'window.closing', farewell }));
}

function setMenu({ open }: StudioWindows): void {
  const template = menuFor(process.platform, (command) => {
    // On macOS the menu is there when no window is.
    if (command === 'window.new')
      return void open(undefined).catch((thrown: unknown) => console.error('A window could not be opened', thrown));
    const contents = frontWindow()?.webContents;
    // These act in the text field that has the focus, if one has; otherwise the window acts on the canvas.
    if (command === 'edit.undo') contents?.undo();
    if (command === 'edit.redo') contents?.redo();
    contents?.send(ipcChannels.event, { type: 'menu.chosen', command });
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  if (process.platform === 'win32') app.setAppUserModelId('org.brookesia.studio');
}
