import { BrowserWindow, Notification, powerSaveBlocker } from 'electron';
import type { LongJobsParts } from './long-jobs';
import { showAgain } from './window';
import type { Signs } from './work-signs';

/** Taskbar and dock show a bar; a negative share takes it away. */
export const systemSigns: Signs = {
  progress: (share) => BrowserWindow.getAllWindows().forEach((window) => window.setProgressBar(share ?? -1)),
  keepAwake: () => {
    const id = powerSaveBlocker.start('prevent-app-suspension');
    return () => void powerSaveBlocker.stop(id);
  },
};

/** A notification of the system's; a click on it shows the studio. */
export const systemNotices: LongJobsParts = {
  isWatched: () => BrowserWindow.getFocusedWindow() !== null,
  notify: (message) => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ ...message, silent: true });
    notification.on('click', () => BrowserWindow.getAllWindows().forEach(showAgain));
    notification.show();
  },
};
