import type { StudioErrorData } from '../../../preload/contract';
import type { EngineLauncher } from '../host/ports';
import { type DeviceName, deviceNames, devicesOf, type Machine, orderFor, parseDevice, processor } from './device';
import { droppedNotice, refusedNotice, unknownNotice } from './fault';
import { type DeviceOutcome, type DeviceTrouble, isLasting } from './outcome';
import { type DeviceRow, deviceTable, usableDevices } from './table';
import { DeviceTrials } from './trials';

export type DeviceBookOptions = {
  readonly launcher: EngineLauncher;
  /** Where results are kept between runs. */
  readonly file: string;
  /** The device that the user named, as it was typed. */
  readonly wanted?: string | undefined;
  readonly machine?: Machine;
};

/** Knows which devices this machine has and which of them can be used; outside the engine process. */
export class DeviceBook {
  readonly #machine: Machine;
  readonly #wanted: DeviceName | undefined;
  readonly #trials: DeviceTrials;
  readonly #outcomes = new Map<DeviceName, DeviceOutcome>();
  /** Dropped in this run, while it is not yet known whether the device or the job is at fault. */
  readonly #suspects = new Map<DeviceName, DeviceTrouble>();
  #notice: StudioErrorData | undefined;

  constructor({ launcher, file, wanted, machine = process }: DeviceBookOptions) {
    this.#machine = machine;
    this.#wanted = wanted === undefined ? undefined : parseDevice(wanted);
    this.#trials = new DeviceTrials(launcher, file, machine);
    if (wanted !== undefined && this.#wanted === undefined) this.#notice = unknownNotice(wanted, deviceNames);
  }

  /** The devices to use, best first; the processor alone before they were surveyed. */
  get usable(): readonly DeviceName[] {
    return usableDevices(this.#order(), this.#outcomes);
  }

  /** What the user should know of the devices. */
  get notice(): StudioErrorData | undefined {
    return this.#notice;
  }

  /** Finds out what can be used: from earlier runs, or by trying. Does not throw. */
  async survey(): Promise<void> {
    await this.#learn(this.#order().filter((device) => device !== processor));
    const [first = processor] = this.usable;
    const outcome = this.#wanted === undefined ? undefined : this.#outcomes.get(this.#wanted);
    if (this.#wanted !== undefined && outcome !== undefined && outcome.kind !== 'works')
      this.#notice = refusedNotice(this.#wanted, outcome, first);
  }

  /** Every device that this kind of machine may have, each tried unless it is known; `again` tries all of them anew. */
  async table(again = false): Promise<DeviceRow[]> {
    await this.#learn([...new Set([...this.#order(), ...devicesOf(this.#machine)])], again);
    return deviceTable(this.#machine, this.#outcomes, this.#wanted);
  }

  /** Takes a device out of use. Tells the next one; undefined when the device is not in use or is the last. */
  drop(device: DeviceName, trouble: DeviceTrouble): DeviceName | undefined {
    const { usable } = this;
    const next = usable[usable.indexOf(device) + 1];
    if (!usable.includes(device) || next === undefined) return undefined;
    this.#outcomes.set(device, trouble);
    this.#suspects.set(device, trouble);
    this.#notice = droppedNotice(device, trouble, next);
    return next;
  }

  /**
   * The job that devices were dropped for has ended. When the next device did it, the dropped ones stay out, in later
   * runs too; when that failed as well, they are taken back.
   */
  settle(done: boolean): void {
    const suspects = [...this.#suspects];
    this.#suspects.clear();
    if (!done && suspects.length > 0) this.#notice = undefined;
    for (const [device, trouble] of suspects) {
      if (!done) this.#outcomes.set(device, { kind: 'works' });
      else if (isLasting(trouble)) void this.#trials.note(device, trouble);
    }
  }

  /** Ends a trial that is under way. */
  stop(): void {
    this.#trials.stop();
  }

  #order(): DeviceName[] {
    return orderFor(this.#machine, this.#wanted);
  }

  async #learn(devices: readonly DeviceName[], again = false): Promise<void> {
    if (devices.length === 0) return;
    const known = again ? undefined : await this.#trials.known();
    for (const device of devices) {
      const before = again ? undefined : (this.#outcomes.get(device) ?? known?.get(device));
      this.#outcomes.set(device, before ?? (await this.#trials.try(device)));
    }
  }
}
