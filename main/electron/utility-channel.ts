import type { UtilityProcess } from 'electron';
import type { EngineChannel } from '../engine/host';

/** What is used of Electron's UtilityProcess. */
export type UtilityChild = Pick<UtilityProcess, 'kill' | 'pid' | 'postMessage'> & {
  readonly stderr: NodeJS.ReadableStream | null;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
};

/** Characters of the process's last words that are kept for a report. */
const lastWords = 2000;

export function utilityChannel(child: UtilityChild): EngineChannel {
  let words = '';
  child.stderr?.on('data', (part: Buffer | string) => {
    words = (words + part.toString()).slice(-lastWords);
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener({ reason: `exit code ${code}; ${words.trim()}` })),
    kill: () => void child.kill(),
    get pid() {
      return child.pid;
    },
  };
}
