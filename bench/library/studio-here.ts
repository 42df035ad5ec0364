import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withStudio } from '../../main/cli/session';
import type { Studio } from '../../main/studio';
import { type Installation, sourceInstallation } from '../../main/studio/installation';

const builtMain = join(import.meta.dirname, '..', '..', 'out', 'main');

export function isBuilt(): boolean {
  return existsSync(join(builtMain, 'library.js'));
}

/** The built studio with the packs that come with it, and a home of its own. */
export function installationIn(home: string): Promise<Installation> {
  // The figures are those of the processor, and no time goes into trying what else there is.
  const device = { BROOKESIA_DEVICE: 'cpu' };
  const environment = {
    ...device,
    ...{ XDG_STATE_HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, XDG_DOCUMENTS_DIR: home },
  };
  return sourceInstallation(builtMain, { platform: process.platform, environment, home });
}

/** As the command line runs it: the library and the engine are processes of their own. */
export async function withStudioIn<T>(home: string, use: (studio: Studio) => Promise<T>): Promise<T> {
  const installation = await installationIn(home);
  return withStudio(installation, async (studio) => {
    await studio.ready;
    return use(studio);
  });
}
