import { BrowserWindow, type OpenDialogOptions, type SaveDialogOptions, dialog } from 'electron';
import type { PackManifest } from '../../preload/contract';
import { ask } from './ask';

export function askWhere(options: SaveDialogOptions) {
  const window = BrowserWindow.getFocusedWindow();
  return window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options);
}

export function askWhich(options: OpenDialogOptions) {
  const window = BrowserWindow.getFocusedWindow();
  return window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options);
}

/** Whether a pack that came in a file is to be installed. */
export async function agreesToPack({ title, version, authors, licence, terms, files }: PackManifest): Promise<boolean> {
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  const answer = await ask({
    message: `Install the model pack “${title}” ${version}?`,
    detail: `By ${authors.join(', ') || 'unnamed authors'}; licence: ${licence}${terms === undefined ? '' : ` (${terms})`}; ${megabytes.toFixed(0)} MB. Install only what comes from people you trust.`,
    answers: ['Install', 'Cancel'],
  });
  return answer === 'Install';
}
