import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError, projectEnding } from '../../preload/contract';
import type { ProjectDialogs } from '../studio';

/**
 * A browser cannot ask where on the disk a file is to go: projects go to one folder of the user's documents, each under a
 * name that is still free. The window itself picks the files to open.
 */
export function documentsDialogs(folder: string): ProjectDialogs {
  return {
    whereToSave: async (name) => {
      await mkdir(folder, { recursive: true }).catch((thrown: unknown) => {
        throw noFolder(folder, thrown);
      });
      return freePath(folder, name.replace(/\.brookesia$/i, ''));
    },
    whichToOpen: async () => undefined,
  };
}

async function freePath(folder: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(folder, `${number === 1 ? name : `${name} ${number}`}${projectEnding}`);
    const taken = await stat(path).then(
      () => true,
      () => false,
    );
    if (!taken) return path;
  }
}

function noFolder(folder: string, cause: unknown): StudioError {
  return new StudioError(
    {
      code: 'file-unwritable',
      message: `The folder ${folder} for projects cannot be made.`,
      hint: 'Make it yourself, or see that you may write there.',
    },
    { cause },
  );
}
