import type { WebContents } from 'electron';

/** A page that falls over and over again is left alone. */
const attempts = 3;
const within = 60_000;

/**
 * Loads the page again when its process is gone; jobs and pictures live in the main process, so it finds them again.
 * `now` gives milliseconds.
 */
export function reviveWhenGone(contents: Pick<WebContents, 'on' | 'reload'>, now: () => number = Date.now): void {
  const deaths: number[] = [];
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    deaths.push(now());
    if (deaths.filter((time) => now() - time < within).length <= attempts) contents.reload();
  });
}
