import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { afterEach, expect, test } from 'vitest';
import { noteFaults } from '../../../main/electron/note-faults';
import { standsFor } from '../../support/electron/seam';

const before = process.listeners('uncaughtExceptionMonitor');
afterEach(() => {
  for (const listener of process.listeners('uncaughtExceptionMonitor'))
    if (!before.includes(listener)) process.off('uncaughtExceptionMonitor', listener);
});

test('processes that ended without being asked to are written down, and so are the last words of the main one', () => {
  const app = new EventEmitter();
  const notes: string[] = [];
  const words: unknown[] = [];
  noteFaults(standsFor<App>(app), {
    note: ({ from, message }) => notes.push(`${from}: ${message}`),
    lastWords: (_from, thrown) => words.push(thrown),
  });
  app.emit('render-process-gone', {}, {}, { reason: 'clean-exit', exitCode: 0 });
  app.emit('render-process-gone', {}, {}, { reason: 'oom', exitCode: 5 });
  app.emit('child-process-gone', {}, { type: 'Utility', name: 'Brookesia engine', reason: 'crashed', exitCode: 9 });
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 9 });
  expect(notes).toEqual(['a window: Its process ended: oom (5).', 'GPU: Its process ended: crashed (9).']);

  const fault = new TypeError('x is no function');
  // The types of `process` know no such event to be sent.
  const sender = standsFor<{ emit(name: string, ...told: unknown[]): boolean }>(process);
  sender.emit('uncaughtExceptionMonitor', fault, 'uncaughtException');
  expect(words).toEqual([fault]);
});
