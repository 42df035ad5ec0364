import type { BrowserWindow } from 'electron';
import type { Ask } from './ask';

type Watched = Pick<BrowserWindow, 'on'> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'forcefullyCrashRenderer'>;
};

/** Asks what to do about a window that does not answer any more; what it had told the studio is kept in any case. */
export function helpWhenHanging(window: Watched, ask: Ask): void {
  let asking: AbortController | undefined;
  const offer = async () => {
    const own = new AbortController();
    const { signal } = own;
    asking = own;
    const answer = await ask({
      message: 'The window of the studio does not answer.',
      detail: 'It may be busy. If you load it anew, it comes back with your work as it last told the studio.',
      answers: ['Load it anew', 'Wait'],
      signal,
    });
    if (asking === own) asking = undefined;
    // Who revives a page that is gone then loads it again.
    if (answer === 'Load it anew' && !signal.aborted) window.webContents.forcefullyCrashRenderer();
  };
  window.on('unresponsive', () => {
    if (asking === undefined) void offer();
  });
  window.on('responsive', () => {
    asking?.abort();
    asking = undefined;
  });
}
