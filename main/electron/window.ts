import { BrowserWindow, type BrowserWindowConstructorOptions, type Rectangle, screen } from 'electron';
import { studioOrigin } from '../../preload/contract';
import type { WindowMemory } from './window-memory';
import { canBeGripped, placeOn, smallest } from './window-place';

export type WindowParts = {
  /** The built preload script. */
  readonly preload: string;
  readonly memory: WindowMemory;
};

/** The dictionary of the spelling checker would come from the network, so there is none. */
export function windowOptions(preload: string, place: Rectangle): BrowserWindowConstructorOptions {
  return {
    ...place,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    backgroundColor: '#1b1c20',
    title: 'Brookesia',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  };
}

/** Opens the window where it was; `prepare` sees it before anything is loaded. */
export async function openWindow(
  { preload, memory }: WindowParts,
  prepare: (window: BrowserWindow) => void,
): Promise<BrowserWindow> {
  const was = await memory.recall();
  const window = new BrowserWindow(windowOptions(preload, placeOn(freeAreas(), was)));
  window.once('ready-to-show', () => {
    if (was?.maximized === true) window.maximize();
    window.show();
  });
  window.on('close', () => memory.note(window));
  prepare(window);
  await window.loadURL(`${studioOrigin}/`);
  return window;
}

/** When the screen that a window was on is unplugged, it comes back on another one. */
export function keepReachable(): void {
  screen.on('display-removed', () => {
    const areas = freeAreas();
    for (const window of BrowserWindow.getAllWindows()) {
      const was = window.getNormalBounds();
      if (!areas.some((area) => canBeGripped(area, was))) window.setBounds(placeOn(areas, was));
    }
  });
}

/** The window that the user works in, or worked in last. */
export function frontWindow() {
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
}

export function showAgain(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Of every screen what the system leaves to windows, the main one first. */
function freeAreas(): Rectangle[] {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return [main, ...others].map(({ workArea }) => workArea);
}
