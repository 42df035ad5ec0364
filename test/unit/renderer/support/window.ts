import { StudioClient } from '../../../../renderer/client/studio-client';
import type { Storage } from '../../../../renderer/state/stored';
import { Studio } from '../../../../renderer/state/studio.svelte';
import { ScriptedHost } from './scripted-host';

export function memoryStorage(content: Record<string, string> = {}): Storage {
  const items = new Map(Object.entries(content));
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => {
      items.set(key, value);
    },
  };
}

export interface OpenWindow {
  readonly host: ScriptedHost;
  readonly studio: Studio;
  readonly downloads: { readonly url: string; readonly name: string }[];
  /** What each window begins with that was opened in the browser. */
  readonly tabs: string[];
}

/** A window's state without a window, over a scripted host. The dice counts from 1. */
export function makeWindow(
  host = new ScriptedHost(),
  storage = memoryStorage(),
  memory = memoryStorage(),
  beginning = '',
): OpenWindow {
  const downloads: OpenWindow['downloads'] = [];
  const tabs: string[] = [];
  let rolls = 0;
  const studio = new Studio(new StudioClient(host), {
    storage,
    memory,
    systemDark: { matches: true, addEventListener: () => undefined },
    dice: () => (rolls += 1),
    download: (url, name) => downloads.push({ url, name }),
    pickFile: () => Promise.resolve(undefined),
    copyPicture: () => Promise.resolve(),
    copyText: () => Promise.resolve(),
    nextFrame: (painted) => painted(),
    beginning,
    openTab: (begun) => tabs.push(begun) > 0,
    pixels: {
      sizeOf: () => Promise.resolve({ width: 128, height: 128 }),
      maskFile: () => Promise.resolve(Uint8Array.of(1, 2, 3)),
      partsFile: () => Promise.resolve(Uint8Array.of(1, 2, 3)),
    },
  });
  return { host, studio, downloads, tabs };
}

export async function openWindow(
  host?: ScriptedHost,
  storage?: Storage,
  memory?: Storage,
  beginning?: string,
): Promise<OpenWindow> {
  const window = makeWindow(host, storage, memory, beginning);
  await window.studio.open();
  return window;
}

/** Lets replies that are already decided arrive. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
