import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, test, vi } from 'vitest';
import type { Ask } from '../../../main/electron/ask';
import { reviveWhenGone } from '../../../main/electron/revive';
import { standsFor } from '../../support/electron/seam';

function watched() {
  const page = Object.assign(new EventEmitter(), { reloads: 0, reload: () => (page.reloads += 1) });
  let time = 0;
  const answers: string[] = [];
  const asked: string[] = [];
  const quits: number[] = [];
  const ask: Ask = ({ message, answers: possible }) => {
    asked.push(message);
    const wanted = answers.shift();
    return Promise.resolve(possible.find((each) => each === wanted) ?? possible[0]);
  };
  reviveWhenGone(standsFor<WebContents>(page), { ask, quit: () => quits.push(time), now: () => time });
  const die = (reason: string, after = 0) => {
    time += after;
    page.emit('render-process-gone', {}, { reason, exitCode: 1 });
    return page.reloads;
  };
  return { die, answers, asked, quits, page };
}

test('a page whose process is gone is loaded again', () => {
  const { die } = watched();
  expect([die('crashed'), die('oom'), die('killed')]).toEqual([1, 2, 3]);
});

test('a page that was closed is not', () => {
  expect(watched().die('clean-exit')).toBe(0);
});

test('before the fourth life within a minute the user is asked', async () => {
  const { die, asked, page } = watched();
  expect([die('crashed'), die('crashed'), die('crashed'), die('crashed')]).toEqual([1, 2, 3, 3]);
  expect(asked).toEqual(['The window of the studio has stopped several times.']);
  await vi.waitFor(() => expect(page.reloads).toBe(4));
  expect(die('crashed')).toBe(5);
});

test('who does not want it again quits', async () => {
  const { die, answers, quits, page } = watched();
  answers.push('Quit');
  for (let deaths = 0; deaths < 4; deaths++) die('crashed');
  await vi.waitFor(() => expect(quits).toHaveLength(1));
  expect(page.reloads).toBe(3);
});

test('time heals', () => {
  const { die, asked } = watched();
  for (let deaths = 0; deaths < 8; deaths++) die('crashed', 30_000);
  expect(asked).toEqual([]);
});
