import { utilityProcess } from 'electron';
import type { EngineLauncher } from '../engine/host';
import { scrubbedEnvironment } from '../engine/launch-node';
import { utilityChannel } from './utility-channel';

/** Starts the engine in a utility process of its own; `entry` is its built file. */
export function utilityEngineLauncher(entry: string): EngineLauncher {
  return {
    launch: () =>
      utilityChannel(
        utilityProcess.fork(entry, [], {
          serviceName: 'Brookesia engine',
          stdio: ['ignore', 'ignore', 'pipe'],
          env: scrubbedEnvironment(process.env),
        }),
      ),
  };
}
