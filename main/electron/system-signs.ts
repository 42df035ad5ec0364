import { BrowserWindow, powerSaveBlocker } from 'electron';
import type { Signs } from './work-signs';

/** Taskbar and dock show a bar; a negative share takes it away. */
export const systemSigns: Signs = {
  progress: (share) => BrowserWindow.getAllWindows().forEach((window) => window.setProgressBar(share ?? -1)),
  keepAwake: () => {
    const id = powerSaveBlocker.start('prevent-app-suspension');
    return () => void powerSaveBlocker.stop(id);
  },
};
