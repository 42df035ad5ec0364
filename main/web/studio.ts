import { nodeEngineLauncher } from '../engine/launch-node'
import { type PictureToSave, createStudio } from '../studio'
import type { StudioFolders } from '../studio/folders'
import { studioVersion } from '../studio/version'
import { startWebHost } from './host'
import { openBrowser } from './open-browser'

export type WebStudioOptions = { readonly folders: StudioFolders; readonly port: number; readonly open: boolean }

export type WebStudio = { readonly address: string; readonly ready: Promise<void>; stop(): Promise<void> }

/** The studio in the default browser. Resolves as soon as the window can be opened; the engine may still be starting. */
export async function startWebStudio({ folders, port, open }: WebStudioOptions): Promise<WebStudio> {
  const studio = createStudio<void>({
    shell: 'browser',
    version: studioVersion,
    launcher: nodeEngineLauncher(folders.engine),
    packFolders: folders.packs,
    isTrusted: () => true,
    save: (picture) => Promise.resolve(downloadOf(picture))
  })
  const host = await startWebHost({ studio, renderer: folders.renderer, port }).catch(async (thrown: unknown) => {
    await studio.stop()
    throw thrown
  })
  if (open) openBrowser(host.address)
  return { address: host.address, ready: studio.ready, stop: async () => void (await Promise.all([host.stop(), studio.stop()])) }
}

function downloadOf({ asset, name }: PictureToSave) {
  return { kind: 'download' as const, url: `/assets/${asset}?download=${encodeURIComponent(name)}`, name }
}

/** Runs the studio until Ctrl+C or the end of the terminal. */
export async function runWebStudio(options: WebStudioOptions, print: (line: string) => void): Promise<void> {
  const studio = await startWebStudio(options)
  print(`Brookesia is at ${studio.address} - Press Ctrl+C to stop`)
  await stopSignal()
  await studio.stop()
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
