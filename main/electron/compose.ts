import { type WebFrameMain, app } from 'electron';
import type { ProjectId } from '../../preload/contract';
import type { EngineLauncher } from '../engine/host';
import { nodeEngineLauncher } from '../engine/launch-node';
import { type Studio, createStudio } from '../studio';
import type { Installation } from '../studio/installation';
import { agreesToPack, askWhere, askWhich } from './dialogs';
import type { Drags } from './drag';
import { launchByNeed } from './launch-by-need';
import { utilityEngineLauncher } from './launch-utility';
import { projectDialogs } from './project-dialogs';
import { saveWithDialog } from './save';
import { isTrustedFrame } from './trust';

export type ElectronStudio = Studio<WebFrameMain | null>;

export type StudioWindows = {
  /** Opens a window on this project or on a new one. */
  readonly open: (project: ProjectId | undefined) => Promise<void>;
  /** Brings the window to the front that works on the project; whether there is one. */
  readonly show: (project: ProjectId) => boolean;
};

/** The studio with what Electron and its desktop give it. */
export function composeStudio(installation: Installation, drags: Drags, windows: StudioWindows): ElectronStudio {
  const { version, engine, packs, installed, devices, caches, projects, library } = installation;
  return createStudio({
    ...{ shell: 'electron', version, packFolders: packs, installed, devices, caches, isTrusted: isTrustedFrame },
    launcher: launchByNeed(utilityEngineLauncher(engine), plainNodeLauncher(engine)),
    save: (file) => saveWithDialog(file, app.getPath('pictures'), askWhere),
    projects: {
      ...projects,
      dialogs: projectDialogs(() => app.getPath('documents'), { askWhere, askWhich }),
      onRecent: (path) => app.addRecentDocument(path),
      show: windows.show,
    },
    library: {
      ...library,
      launcher: utilityEngineLauncher(library.entry, 'Brookesia library'),
      folderDialog: { whichFolder },
    },
    desk: {
      drag: drags.begin,
      openWindow: windows.open,
      installing: { into: installed, agrees: agreesToPack },
    },
  });
}

async function whichFolder(): Promise<string | undefined> {
  const { canceled, filePaths } = await askWhich({
    defaultPath: app.getPath('pictures'),
    properties: ['openDirectory'],
  });
  return canceled ? undefined : filePaths[0];
}

/** The installer brings no Node of its own and keeps its files in an archive that a plain one cannot read. */
function plainNodeLauncher(engine: string): EngineLauncher | undefined {
  const node = process.env['BROOKESIA_NODE'] ?? '';
  return node === '' || app.isPackaged ? undefined : nodeEngineLauncher(engine, node);
}
