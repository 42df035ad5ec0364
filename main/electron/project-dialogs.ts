import { join } from 'node:path';
import { projectEnding } from '../../preload/contract';
import { backupPath } from '../documents';
import type { ProjectDialogs } from '../studio';
import type { AskWhere } from './save';

type Filters = Parameters<AskWhere>[0]['filters'];

/** What is used of Electron's open dialog. */
export type AskWhich = (options: {
  defaultPath: string;
  filters: Filters;
  properties: 'openFile'[];
}) => Promise<{ canceled: boolean; filePaths: string[] }>;

export type Asking = { readonly askWhere: AskWhere; readonly askWhich: AskWhich };

const ending = projectEnding.slice(1);

/** Asks for project files with the dialogs of the system, beginning in the folder of the documents. */
export function projectDialogs(folder: () => string, { askWhere, askWhich }: Asking): ProjectDialogs {
  return {
    whereToSave: async (name) => {
      const filters = [{ name: 'Brookesia project', extensions: [ending] }];
      const { canceled, filePath } = await askWhere({
        defaultPath: join(folder(), `${name}${projectEnding}`),
        filters,
      });
      return canceled || filePath === '' ? undefined : withEnding(filePath);
    },
    whichToOpen: async () => {
      const filters = [{ name: 'Brookesia projects and backups', extensions: [ending, backupPath(ending)] }];
      const { canceled, filePaths } = await askWhich({ defaultPath: folder(), filters, properties: ['openFile'] });
      return canceled ? undefined : filePaths[0];
    },
  };
}

function withEnding(path: string): string {
  return path.toLowerCase().endsWith(projectEnding) ? path : `${path}${projectEnding}`;
}
