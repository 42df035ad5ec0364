import { join } from 'node:path'
import { packFoldersFrom } from '../packs'

/** Where the studio's own files are. */
export type StudioFolders = {
  /** The built window. */
  readonly renderer: string
  /** The built entry of the engine process. */
  readonly engine: string
  /** Folders that hold packs; the later ones count more. */
  readonly packs: readonly string[]
}

export type Surroundings = {
  readonly platform: NodeJS.Platform
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/** `builtMain` is the folder of the built main bundles, `shippedPacks` where this installation keeps the packs it came with. */
export function studioFolders(builtMain: string, shippedPacks: string, around: Surroundings): StudioFolders {
  return {
    renderer: join(builtMain, '..', 'renderer'),
    engine: join(builtMain, 'engine.js'),
    packs: [shippedPacks, userPacks(around), ...packFoldersFrom(around.environment['BROOKESIA_PACKS'])]
  }
}

/** The packs in a checkout of the sources. */
export function sourcePacks(builtMain: string): string {
  return join(builtMain, '..', '..', 'native-models', 'packs')
}

/** One folder for all shells, where each system keeps the data of programs. */
export function userPacks({ platform, environment, home }: Surroundings): string {
  return join(dataFolder(platform, environment, home), 'Brookesia', 'packs')
}

function dataFolder(platform: NodeJS.Platform, environment: Surroundings['environment'], home: string): string {
  if (platform === 'win32') return environment['APPDATA'] ?? join(home, 'AppData', 'Roaming')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support')
  return environment['XDG_CONFIG_HOME'] ?? join(home, '.config')
}
