import type { AssetId, Recipe, StudioErrorData } from '../../../preload/contract';
import type { InstalledPack } from '../../packs';
import type { DeviceName } from '../devices/device';
import type { DeviceTrouble } from '../devices/outcome';

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

/**
 * Starts engine processes: a utility process under Electron, a child process under Node. `packs` are those that the
 * process is going to load from; none for one that only tries a device.
 */
export type EngineLauncher = { launch(packs: readonly InstalledPack[]): EngineChannel };

/** What the host needs to know of the machine's devices. */
export type Devices = {
  /** Best first; never empty. */
  readonly usable: readonly DeviceName[];
  readonly notice: StudioErrorData | undefined;
  /** Takes a device out of use. Tells the next one; undefined when there is none. */
  drop(device: DeviceName, trouble: DeviceTrouble): DeviceName | undefined;
  /** The job that devices were dropped for has ended, well or not. */
  settle(done: boolean): void;
};

/** A machine of which nothing is known. */
export const processorOnly: Devices = {
  usable: ['cpu'],
  notice: undefined,
  drop: () => undefined,
  settle: () => undefined,
};

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
