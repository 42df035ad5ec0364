import { join } from 'node:path';
import { type AssetId, errorData, sourcesOf } from '../../preload/contract';
import { type AssetStore, Gallery, type Picture, hashOf } from '../documents';
import { eventLog } from './event-log';
import type { Listener, Subscribe } from './listeners';
import { Log } from './log';
import type { StoragePlaces } from './storage';

export type KeeperFolders = {
  readonly state: string;
  readonly caches: string | undefined;
  /** Where packs are put that the user installs. */
  readonly packs: string;
};

/** Keeps every picture that was made, and what went wrong. Where no caches are given it keeps nothing. */
export class Keeper {
  readonly gallery: Gallery;
  readonly log: Log;
  readonly places: StoragePlaces;
  readonly #keeps: boolean;
  /** The pictures that jobs were given, by the hashes of their files. */
  readonly #given = new Map<string, AssetId>();
  readonly #emit: Listener;

  constructor({ state, caches, packs }: KeeperFolders, emit: Listener) {
    this.places = placesIn({ state, caches: caches ?? state, packs });
    this.gallery = new Gallery({ pictures: this.places.gallery, thumbnails: this.places.thumbnails });
    this.log = new Log(this.places.logs);
    this.#keeps = caches !== undefined;
    this.#emit = emit;
  }

  /** What becomes of the engine and of its jobs is written down as well. */
  listen(subscribe: Subscribe, begun: string): void {
    if (!this.#keeps) return;
    this.log.info('the studio', begun);
    subscribe(eventLog(this.log));
  }

  /** The engine's process ended without being asked to; `reason` tells how, with its last words. */
  readonly engineDied = (reason: string): void => {
    if (this.#keeps) this.log.note({ from: 'the engine', message: 'It ended.', code: 'engine-died', detail: reason });
  };

  get parts() {
    const { gallery, log, places } = this;
    return { gallery, log, places };
  }

  /** The engine was given this picture: what is made from it is kept with it. */
  note(id: AssetId, bytes: Uint8Array): void {
    if (this.#keeps) this.#given.set(hashOf(bytes), id);
  }

  /** In the background; a picture that could not be kept is told. `assets` has what it was made from. */
  keep(picture: Picture, assets: Pick<AssetStore, 'get'>): void {
    if (!this.#keeps || picture.recipe === undefined) return;
    const sources = sourcesOf(picture.recipe).flatMap((hash) => {
      const id = this.#given.get(hash);
      const bytes = id && assets.get(id)?.bytes;
      return bytes === undefined ? [] : [[hash, bytes] as const];
    });
    this.gallery.keep(picture, Date.now(), new Map(sources)).catch((thrown: unknown) => {
      this.#note('the gallery', thrown);
      this.#emit({ type: 'notice', error: errorData(thrown) });
    });
  }

  /** Told about what must not happen. */
  readonly report = (channel: string, thrown: unknown): void => {
    console.error(`The request ${channel} failed`, thrown);
    this.#note(channel, thrown);
  };

  async settled(): Promise<void> {
    await Promise.all([this.gallery.settled(), this.log.settled()]);
  }

  #note(from: string, thrown: unknown): void {
    if (this.#keeps) this.log.error(from, thrown);
  }
}

function placesIn({ state, caches, packs }: KeeperFolders & { readonly caches: string }): StoragePlaces {
  return {
    gallery: join(state, 'gallery'),
    thumbnails: join(caches, 'thumbnails'),
    photos: join(caches, 'photos'),
    library: join(state, 'library'),
    packs,
    devices: join(caches, 'devices.json'),
    journals: join(state, 'journal'),
    logs: join(state, 'logs'),
  };
}
