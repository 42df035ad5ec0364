import type { EngineLauncher } from '../host/ports';
import { runtimeVersion } from '../sessions/runtime-version';
import type { DeviceName, Machine } from './device';
import { machineKey } from './machine-key';
import type { DeviceOutcome } from './outcome';
import { RememberedDevices } from './remembered';
import { tryDevice } from './try-device';

/** What came of trying devices: remembered from earlier runs, or tried now, one after the other. */
export class DeviceTrials {
  readonly #launcher: EngineLauncher;
  readonly #file: string;
  readonly #machine: Machine;
  readonly #stopping = new AbortController();
  #memory: Promise<RememberedDevices> | undefined;

  /** `file` is where results are kept between runs. */
  constructor(launcher: EngineLauncher, file: string, machine: Machine) {
    this.#launcher = launcher;
    this.#file = file;
    this.#machine = machine;
  }

  /** What is known from earlier runs. */
  async known(): Promise<ReadonlyMap<DeviceName, DeviceOutcome>> {
    return (await this.#remembered()).read();
  }

  /** Tries a device and remembers the outcome. Does not throw; a trial that was called off leaves no trace. */
  async try(device: DeviceName): Promise<DeviceOutcome> {
    const memory = await this.#remembered();
    await memory.begin(device);
    try {
      const outcome = await tryDevice(this.#launcher, device, this.#stopping.signal);
      await memory.note(device, outcome);
      return outcome;
    } catch (thrown) {
      await memory.forget(device);
      return { kind: 'failed', detail: thrown instanceof Error ? thrown.message : String(thrown) };
    }
  }

  /** Remembers what became of a device in a job. */
  async note(device: DeviceName, outcome: DeviceOutcome): Promise<void> {
    await (await this.#remembered()).note(device, outcome);
  }

  /** Ends a trial that is under way; no other one begins. */
  stop(): void {
    this.#stopping.abort();
  }

  #remembered(): Promise<RememberedDevices> {
    return (this.#memory ??= machineKey(runtimeVersion(), this.#machine).then(
      (key) => new RememberedDevices(this.#file, key),
    ));
  }
}
