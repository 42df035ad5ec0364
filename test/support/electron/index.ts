/**
 * What the built main bundle gets for `electron` in tests: the part of Electron that the shell uses, over a real Chromium
 * and real child processes. Each module is typed by Electron's declarations. What differs from Electron, on purpose:
 *
 * - `studio://app` is served as `https://app.studio.stand-in.test`, see addresses.ts; texts that the preload hands to the
 *   page are translated on the way.
 * - A window that the page opens appears for a moment before the application's refusal closes it; it loads nothing.
 * - A navigation to the page's own address counts as a reload, which asks nobody.
 * - WebSockets do not pass `webRequest`; the content security policy alone stands before them.
 * - Chromium is started with the first window, whose policy for WebRTC holds for all.
 * - A page whose process is gone comes back as another page of the browser, with what it kept for its session.
 */
export { app } from './app';
export { BrowserWindow } from './browser-window';
export { dialog } from './dialog';
export { displays as screen } from './displays';
export { ipcMain } from './ipc-main';
export { Menu } from './menu';
export { MessageChannelMain } from './message-channel';
export { nativeImage } from './native-image';
export { Notification } from './notification';
export { powerSaveBlocker } from './power-save-blocker';
export { protocol } from './protocol';
export { session } from './session';
export { utilityProcess } from './utility-process';
