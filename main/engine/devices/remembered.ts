import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from '../../../preload/contract';
import { DeviceName } from './device';
import { DeviceOutcome } from './outcome';

/** Written before a device is tried: who finds it later knows that the trial took the whole program along. */
const Trying = z.object({ kind: z.literal('trying') });

const Memory = z.object({
  format: z.literal(1),
  key: z.string(),
  results: z.partialRecord(DeviceName, z.union([DeviceOutcome, Trying])),
});
type Results = z.infer<typeof Memory>['results'];

/**
 * What is known of the devices from earlier runs, in a small file. A file that cannot be read or written is as good as
 * none: the devices are tried anew.
 */
export class RememberedDevices {
  readonly #path: string;
  readonly #key: string;

  /** Results count only while `key` is the same. */
  constructor(path: string, key: string) {
    this.#path = path;
    this.#key = key;
  }

  async read(): Promise<Map<DeviceName, DeviceOutcome>> {
    const results = await this.#results();
    return new Map(
      DeviceName.options.flatMap((device) => {
        const result = results[device];
        return result === undefined ? [] : [[device, result.kind === 'trying' ? neverReturned : result]];
      }),
    );
  }

  /** Notes that a device is about to be tried. */
  async begin(device: DeviceName): Promise<void> {
    await this.#change({ [device]: { kind: 'trying' } });
  }

  async note(device: DeviceName, outcome: DeviceOutcome): Promise<void> {
    await this.#change({ [device]: outcome });
  }

  async forget(device: DeviceName): Promise<void> {
    await this.#change({ [device]: undefined });
  }

  /** Read anew each time: another studio may have written since. */
  async #results(): Promise<Results> {
    try {
      const file = Memory.parse(JSON.parse(await readFile(this.#path, 'utf8')));
      return file.key === this.#key ? file.results : {};
    } catch {
      return {};
    }
  }

  async #change(change: { [Device in DeviceName]?: Results[Device] | undefined }): Promise<void> {
    const file = { format: 1, key: this.#key, results: { ...(await this.#results()), ...change } };
    const draft = `${this.#path}.${process.pid}.new`;
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      await writeFile(draft, `${JSON.stringify(file, undefined, 2)}\n`);
      await rename(draft, this.#path);
    } catch {
      // A folder that cannot be written costs the next start a moment, nothing more.
    }
  }
}

const neverReturned: DeviceOutcome = { kind: 'crashed', detail: 'the trial of it never came to an end' };
