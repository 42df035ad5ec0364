import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '../../preload/contract';
import { packFoldersFrom } from '../packs';

/** What runs and where its own files are. */
export type Installation = {
  readonly version: string;
  /** The built window. */
  readonly renderer: string;
  /** The built entry of the engine process. */
  readonly engine: string;
  /** The built entry of the library's process, and where it keeps what it knows. */
  readonly library: LibrarySettings;
  /** Folders that hold packs; the later ones count more. */
  readonly packs: readonly string[];
  /** Where packs are put that the user installs; one of `packs`. */
  readonly installed: string;
  readonly devices: DeviceSettings;
  readonly projects: ProjectFolders;
  /** What can be made again, such as thumbnails. */
  readonly caches: string;
  /** Where the evaluation's judge and suites are; only a checkout has them. */
  readonly judge?: string;
};

export type LibrarySettings = { readonly entry: string; readonly folder: string; readonly thumbnails: string };

export type ProjectFolders = {
  /** Where unsaved work and the list of recent projects are kept. */
  readonly state: string;
  /** Where projects are saved when there is no dialog to ask in. */
  readonly documents: string;
};

export type DeviceSettings = {
  /** Where is kept what is known of the machine's devices. */
  readonly file: string;
  /** The device that the user named, as it was typed. */
  readonly wanted?: string;
};

export type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
};

/** Where the parts are, from the folder of the built main bundles and the folder of the packs that came with it. */
export function locate(builtMain: string, shippedPacks: string, around: Surroundings): Omit<Installation, 'version'> {
  return {
    renderer: join(builtMain, '..', 'renderer'),
    engine: join(builtMain, 'engine.js'),
    library: librarySettings(builtMain, around),
    packs: [shippedPacks, userPacks(around), ...packFoldersFrom(around.environment['BROOKESIA_PACKS'])],
    installed: userPacks(around),
    devices: deviceSettings(around),
    caches: join(cacheFolder(around), 'Brookesia'),
    projects: { state: join(stateFolder(around), 'Brookesia'), documents: documentsFolder(around) },
  };
}

/** The installation that a checkout of the sources is. */
export async function sourceInstallation(builtMain: string, around: Surroundings): Promise<Installation> {
  const root = join(builtMain, '..', '..');
  const text = await readFile(join(root, 'package.json'), 'utf8');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(text));
  const models = join(root, 'native-models');
  return { version, ...locate(builtMain, join(models, 'packs'), around), judge: join(models, 'judge') };
}

function librarySettings(builtMain: string, around: Surroundings): LibrarySettings {
  return {
    entry: join(builtMain, 'library.js'),
    folder: join(stateFolder(around), 'Brookesia', 'library'),
    thumbnails: join(cacheFolder(around), 'Brookesia', 'photos'),
  };
}

function deviceSettings(around: Surroundings): DeviceSettings {
  const file = join(cacheFolder(around), 'Brookesia', 'devices.json');
  const wanted = around.environment['BROOKESIA_DEVICE']?.trim() ?? '';
  return wanted === '' ? { file } : { file, wanted };
}

/** One folder for all shells, where each system keeps the data of programs. */
export function userPacks({ platform, environment, home }: Surroundings): string {
  return join(dataFolder(platform, environment, home), 'Brookesia', 'packs');
}

function dataFolder(platform: NodeJS.Platform, environment: Surroundings['environment'], home: string): string {
  if (platform === 'win32') return environment['APPDATA'] ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return environment['XDG_CONFIG_HOME'] ?? join(home, '.config');
}

/** Where each system keeps what a program must not lose but nobody copies to another machine. */
function stateFolder({ platform, environment, home }: Surroundings): string {
  if (platform === 'win32') return environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return environment['XDG_STATE_HOME'] ?? join(home, '.local', 'state');
}

function documentsFolder({ environment, home }: Surroundings): string {
  return join(environment['XDG_DOCUMENTS_DIR'] ?? join(home, 'Documents'), 'Brookesia');
}

/** Where each system keeps what programs can make again. */
function cacheFolder({ platform, environment, home }: Surroundings): string {
  if (platform === 'win32') return environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  return environment['XDG_CACHE_HOME'] ?? join(home, '.cache');
}
