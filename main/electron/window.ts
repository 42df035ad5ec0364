import { BrowserWindow, type BrowserWindowConstructorOptions, type Rectangle, screen } from 'electron';
import { type ProjectId, studioOrigin } from '../../preload/contract';
import type { WindowMemory } from './window-memory';
import { canBeGripped, placeOn, smallest } from './window-place';

/** How far a new window lies from the one before it, across and down. */
const stagger = 32;

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

/** What a window begins with: the project of an earlier load or a new one, surely a new one, or a project of the host. */
export type Beginning = '' | 'new' | ProjectId;

/** Opens a window where the last one was, or beside it; `prepare` sees it before anything is loaded. */
export async function openWindow(
  { preload, memory }: WindowParts,
  prepare: (window: BrowserWindow) => void,
  beginning: Beginning = '',
): Promise<BrowserWindow> {
  const was = beside(frontWindow()?.getNormalBounds()) ?? (await memory.recall());
  const window = new BrowserWindow(windowOptions(preload, placeOn(freeAreas(), was)));
  window.on('focus', () => (lastFocused = window));
  window.once('ready-to-show', () => {
    if (was !== undefined && 'maximized' in was && was.maximized) window.maximize();
    window.show();
  });
  window.on('close', () => memory.note(window));
  prepare(window);
  await window.loadURL(`${studioOrigin}/${beginning === '' ? '' : `#${beginning}`}`);
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

let lastFocused: BrowserWindow | undefined;

/** The window that the user works in, or worked in last. */
export function frontWindow() {
  const last = lastFocused?.isDestroyed() === false ? lastFocused : undefined;
  return BrowserWindow.getFocusedWindow() ?? last ?? BrowserWindow.getAllWindows()[0];
}

/** So that a new window does not lie exactly over the other. */
function beside(place: Rectangle | undefined): Rectangle | undefined {
  return place && { ...place, x: place.x + stagger, y: place.y + stagger };
}

export function showAgain(window: Pick<BrowserWindow, 'isMinimized' | 'restore' | 'show' | 'focus'>): void {
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
