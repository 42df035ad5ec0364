import { errorData } from '../../../preload/contract';
import type { DeviceName } from './device';
import type { DeviceChain } from './device-chain';
import { isComputingError, troubleWith } from './fault';
import type { DeviceTrouble } from './outcome';

export type Dropped = (device: DeviceName, trouble: DeviceTrouble) => void;

/**
 * Does work on the best device, and once more on each next one when the device is at fault. When the last device fails
 * too, the work itself is at fault: the devices are taken back and the failure is thrown.
 */
export async function onDevices<T>(
  chain: DeviceChain,
  signal: AbortSignal,
  work: (device: DeviceName) => Promise<T>,
  dropped: Dropped,
): Promise<T> {
  const first = chain.current;
  for (;;) {
    const device = chain.current;
    try {
      return await work(device);
    } catch (thrown) {
      const trouble = signal.aborted ? undefined : troubleWith(device, thrown);
      const next = trouble === undefined ? undefined : chain.drop();
      if (trouble === undefined || next === undefined) {
        if (!signal.aborted && isComputingError(errorData(thrown).code)) chain.reinstate(first);
        throw thrown;
      }
      dropped(device, trouble);
    }
  }
}
