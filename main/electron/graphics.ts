import type { App } from 'electron';
import type { Ask } from './ask';
import { Deaths } from './deaths';

/** Chromium starts its graphics process again by itself; what fails this often within a minute will fail again. */
const tolerated = 2;
const without = '--disable-gpu';

export type GraphicsParts = {
  readonly app: Pick<App, 'on' | 'relaunch' | 'quit'>;
  readonly ask: Ask;
  /** The words that the studio was started with, the program left out. */
  readonly words: readonly string[];
  readonly now?: () => number;
};

/** Offers to go on without the graphics card when its driver fails over and over again. The engine is not concerned. */
export function surviveGraphicsLoss({ app, ask, words, now }: GraphicsParts): void {
  const deaths = new Deaths(now);
  let asking = false;
  const offer = async () => {
    asking = true;
    const answer = await ask({
      message: 'The graphics driver has failed several times.',
      detail:
        'The studio can show its window without the graphics card. Your work is kept; drawings may appear more slowly.',
      answers: ['Restart without it', 'Go on'],
    });
    asking = false;
    deaths.forget();
    if (answer === 'Go on') return;
    app.relaunch({ args: [...words.filter((word) => word !== without), without] });
    app.quit();
  };
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit') return;
    console.error(`The graphics process is gone: ${reason}`);
    if (deaths.note() > tolerated && !asking) void offer();
  });
}
