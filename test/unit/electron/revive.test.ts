import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, test } from 'vitest';
import { reviveWhenGone } from '../../../main/electron/revive';
import { standsFor } from '../../support/electron/seam';

function watched() {
  const page = Object.assign(new EventEmitter(), { reloads: 0, reload: () => (page.reloads += 1) });
  let time = 0;
  reviveWhenGone(standsFor<WebContents>(page), () => time);
  const die = (reason: string, after = 0) => {
    time += after;
    page.emit('render-process-gone', {}, { reason, exitCode: 1 });
    return page.reloads;
  };
  return die;
}

test('a page whose process is gone is loaded again', () => {
  const die = watched();
  expect([die('crashed'), die('oom'), die('killed')]).toEqual([1, 2, 3]);
});

test('a page that was closed is not', () => {
  expect(watched()('clean-exit')).toBe(0);
});

test('the fourth death within a minute is the last, but time heals', () => {
  const die = watched();
  expect([die('crashed'), die('crashed'), die('crashed'), die('crashed')]).toEqual([1, 2, 3, 3]);
  expect(die('crashed', 60_000)).toBe(4);
});
