import type { WebContents } from 'electron';
import type { Ask } from './ask';
import { Deaths } from './deaths';

/** A page that falls over and over again is not loaded again unasked. */
const attempts = 3;

export type ReviveParts = { readonly ask: Ask; readonly quit: () => void; readonly now?: () => number };

/** Loads the page again when its process is gone; jobs and pictures live in the main process, so it finds them again. */
export function reviveWhenGone(contents: Pick<WebContents, 'on' | 'reload'>, { ask, quit, now }: ReviveParts): void {
  const deaths = new Deaths(now);
  const askWhetherAgain = async () => {
    const answer = await ask({
      message: 'The window of the studio has stopped several times.',
      detail: 'Your work is kept. If it stops again, close other programs, or restart the machine.',
      answers: ['Load it again', 'Quit'],
    });
    deaths.forget();
    if (answer === 'Quit') quit();
    else contents.reload();
  };
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    if (deaths.note() <= attempts) contents.reload();
    else void askWhetherAgain();
  });
}
