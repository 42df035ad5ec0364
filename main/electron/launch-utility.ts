import { utilityProcess } from 'electron';
import type { EngineLauncher } from '../engine/host';
import { utilityChannel } from './utility-channel';

/** Starts the engine in a utility process of its own; `entry` is its built file. */
export function utilityEngineLauncher(entry: string): EngineLauncher {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const options = { serviceName: 'Brookesia engine', stdio: ['ignore', 'inherit', 'pipe'], env } satisfies Parameters<
    typeof utilityProcess.fork
  >[2];
  return { launch: () => utilityChannel(utilityProcess.fork(entry, [], options)) };
}
