import type { AssetId, Recipe } from '../../../preload/contract';

/** A running engine process, seen from its host. */
export type EngineChannel = {
  /** The process may be gone already: then the message is lost, and `onExit` tells. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, also when the process could not be started. */
  onExit(listener: (exit: EngineExit) => void): void;
  /** Ends the process at once. */
  kill(): void;
  readonly pid: number | undefined;
};

export type EngineExit = {
  /** How it ended, for a report: exit code, signal, last words. */
  readonly reason: string;
};

/** Starts engine processes: a utility process under Electron, a child process under Node. */
export type EngineLauncher = { launch(): EngineChannel };

export type StoredPicture = {
  readonly bytes: Uint8Array;
  readonly mime: 'image/png';
  readonly width: number;
  readonly height: number;
  /** Present for results, absent for previews. */
  readonly recipe?: Recipe;
};

/** Where pictures are kept that windows can load. */
export type PictureStore = {
  put(picture: StoredPicture): AssetId;
  /** The picture's file, undefined when the store does not hold it. */
  read(id: AssetId): Promise<Uint8Array | undefined>;
  drop(id: AssetId): void;
};
