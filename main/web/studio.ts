import type { SaveReply } from '../../preload/contract';
import { nodeEngineLauncher } from '../engine/launch-node';
import { type FileToSave, type Outbox, type Studio, createStudio } from '../studio';
import type { Installation } from '../studio/installation';
import { documentsDialogs } from './documents-folder';
import { startWebHost } from './host';
import { openBrowser } from './open-browser';

export type WebStudioOptions = { readonly installation: Installation; readonly port: number; readonly open: boolean };

export type WebStudio = {
  readonly address: string;
  readonly ready: Promise<void>;
  readonly log: Studio['log'];
  stop(): Promise<void>;
};

/** The studio in the default browser. Resolves as soon as the window can be opened; the engine may still be starting. */
export async function startWebStudio({ installation, port, open }: WebStudioOptions): Promise<WebStudio> {
  const studio = createStudio({
    shell: 'browser',
    version: installation.version,
    launcher: nodeEngineLauncher(installation.engine),
    packFolders: installation.packs,
    installed: installation.installed,
    devices: installation.devices,
    caches: installation.caches,
    isTrusted: () => true,
    save: downloadOf,
    projects: { ...installation.projects, dialogs: documentsDialogs(installation.projects.documents) },
    library: {
      ...installation.library,
      launcher: nodeEngineLauncher(installation.library.entry),
      folderDialog: 'typed',
    },
  });
  const host = await startWebHost({ studio, renderer: installation.renderer, port }).catch(async (thrown: unknown) => {
    await studio.stop();
    throw thrown;
  });
  void studio.verifyPacks();
  void studio.watchLibrary().catch(() => undefined);
  if (open) openBrowser(host.address);
  const stop = async () => {
    await Promise.all([host.stop(), studio.stop()]);
  };
  return { address: host.address, ready: studio.ready, log: studio.log, stop };
}

async function downloadOf({ name, kind, bytes }: FileToSave, outbox: Outbox): Promise<SaveReply> {
  return { kind: 'download', url: outbox.put({ name, mime: kind.mime, bytes: await bytes() }), name };
}

/** Runs the studio until Ctrl+C or the end of the terminal. */
export async function runWebStudio(options: WebStudioOptions, print: (line: string) => void): Promise<void> {
  const studio = await startWebStudio(options);
  process.on('uncaughtExceptionMonitor', (thrown) => studio.log.lastWords('the studio', thrown));
  print(`Brookesia is at ${studio.address} - Press Ctrl+C to stop`);
  await stopSignal();
  await studio.stop();
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
