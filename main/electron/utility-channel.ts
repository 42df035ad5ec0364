import type { MessagePortMain, UtilityProcess } from 'electron';
import type { EngineChannel } from '../engine/host';

/** What is used of Electron's UtilityProcess. */
export type UtilityChild = Pick<UtilityProcess, 'kill' | 'pid'> & {
  readonly stderr: NodeJS.ReadableStream | null;
  once(event: 'exit', listener: (code: number) => void): unknown;
};

/** What is used of the port whose other end the process has. */
export type UtilityPort = Pick<MessagePortMain, 'postMessage' | 'start' | 'close'> & {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
};

/** Characters of the process's last words that are kept for a report. */
const lastWords = 2000;

export function utilityChannel(child: UtilityChild, port: UtilityPort): EngineChannel {
  let words = '';
  child.stderr?.on('data', (part: Buffer | string) => {
    words = (words + part.toString()).slice(-lastWords);
  });
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onExit: (listener) =>
      void child.once('exit', (code) => {
        port.close();
        listener({ reason: `exit code ${code}; ${words.trim()}` });
      }),
    kill: () => void child.kill(),
    get pid() {
      return child.pid;
    },
  };
}
