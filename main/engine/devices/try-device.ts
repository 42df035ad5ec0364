import type { EngineChannel, EngineLauncher } from '../host/ports';
import { type EngineCommand, EngineEvent } from '../protocol';
import type { DeviceName } from './device';
import type { DeviceOutcome } from './outcome';

/** Milliseconds that a trial may take; drivers compile on their first use. */
const patience = 30_000;

/**
 * Tries a device in an engine process of its own, which does nothing else: a driver that crashes takes only this
 * process along. Rejects with the signal's reason when it is aborted.
 */
export async function tryDevice(
  launcher: EngineLauncher,
  device: DeviceName,
  signal: AbortSignal,
  wait = patience,
): Promise<DeviceOutcome> {
  signal.throwIfAborted();
  const channel = launcher.launch([]);
  try {
    return await outcomeOf(channel, device, signal, wait);
  } finally {
    channel.kill();
  }
}

function outcomeOf(
  channel: EngineChannel,
  device: DeviceName,
  signal: AbortSignal,
  wait: number,
): Promise<DeviceOutcome> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ kind: 'crashed', detail: `it gave no answer in ${wait / 1000} s` }), wait);
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    const settle = (outcome: DeviceOutcome) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve(outcome);
    };
    channel.onMessage((message) => {
      const event = EngineEvent.safeParse(message);
      if (event.success && event.data.type === 'device-tried') settle(event.data.outcome);
    });
    channel.onExit(({ reason }) => settle({ kind: 'crashed', detail: reason }));
    channel.post({ type: 'try-device', device } satisfies EngineCommand);
  });
}
