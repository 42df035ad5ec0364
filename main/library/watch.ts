import { type FSWatcher, watch } from 'node:fs';
import type { Folder } from './folders';
import { mayBePhoto } from './scan/formats';
import { basename } from 'node:path';

/** Milliseconds without a change after which one is acted upon: a copy in progress is not read half-way. */
const quiet = 2_000;

/** Notices that photos come, change or go in folders. Where a system cannot watch, the next start finds what changed. */
export class FolderWatch {
  readonly #changed: () => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  follow(folders: readonly Folder[]): void {
    const paths = new Set(folders.map(({ path }) => path));
    for (const [path, watcher] of this.#watchers) {
      if (paths.has(path)) continue;
      watcher.close();
      this.#watchers.delete(path);
    }
    for (const path of paths) if (!this.#watchers.has(path)) this.#begin(path);
  }

  stop(): void {
    this.follow([]);
    clearTimeout(this.#timer);
  }

  #begin(path: string): void {
    try {
      const watcher = watch(path, { recursive: true, persistent: false });
      watcher.on('change', (_event, name) => this.#heard(String(name)));
      watcher.on('error', () => this.#end(path));
      this.#watchers.set(path, watcher);
    } catch {
      // The folder is not there, or there are more folders than may be watched.
    }
  }

  #heard(name: string): void {
    // A folder that came or went has no ending; other files do not matter.
    if (!mayBePhoto(basename(name)) && basename(name).includes('.')) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#changed, quiet);
  }

  #end(path: string): void {
    this.#watchers.get(path)?.close();
    this.#watchers.delete(path);
  }
}
