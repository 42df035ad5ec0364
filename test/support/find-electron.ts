import process from 'node:process';
import { electronPackage, installedBinary } from '../../main/launcher/electron-binary.mjs';

/**
 * Electron's own binary, where it is installed (or named by ELECTRON_OVERRIDE_DIST_PATH) and has a display to open windows
 * on. It is not fetched for tests.
 */
export function findElectron(): string | undefined {
  const folder = electronPackage();
  const hasDisplay =
    process.platform !== 'linux' || [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some(Boolean);
  return folder !== undefined && hasDisplay ? installedBinary(folder, process.env) || undefined : undefined;
}
