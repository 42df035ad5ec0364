import { MessageChannelMain, utilityProcess } from 'electron';
import type { EngineLauncher } from '../engine/host';
import { scrubbedEnvironment } from '../engine/launch-node';
import { utilityChannel } from './utility-channel';

/** Starts the engine, or another part of the studio, in a utility process of its own, with a port to it; `entry` is its built file. */
export function utilityEngineLauncher(entry: string, serviceName = 'Brookesia engine'): EngineLauncher {
  return {
    launch: () => {
      const child = utilityProcess.fork(entry, [], {
        serviceName,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: scrubbedEnvironment(process.env),
      });
      const { port1, port2 } = new MessageChannelMain();
      child.postMessage('port', [port2]);
      return utilityChannel(child, port1);
    },
  };
}
