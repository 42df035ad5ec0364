import { type DeviceName, processor } from './device';

/** The devices that the engine process may use, best first. The last one is never dropped. */
export class DeviceChain {
  #given: readonly DeviceName[] = [processor];
  #left: readonly DeviceName[] = this.#given;

  get current(): DeviceName {
    return this.#left[0] ?? processor;
  }

  /** Takes a new list; one that is no news leaves what was dropped dropped. */
  take(devices: readonly DeviceName[]): void {
    if (devices.join() === this.#given.join()) return;
    this.#given = devices;
    this.#left = devices;
  }

  /** Goes on to the next device. Tells it, or undefined when there is none. */
  drop(): DeviceName | undefined {
    const [, ...others] = this.#left;
    const [next] = others;
    if (next !== undefined) this.#left = others;
    return next;
  }

  /** Takes back all drops since the device was `first`: the job was at fault, not the devices. */
  reinstate(first: DeviceName): void {
    const index = this.#given.indexOf(first);
    if (index >= 0) this.#left = this.#given.slice(index);
  }
}
