import { EventEmitter } from 'node:events';
import type { App, BrowserWindow } from 'electron';
import { expect, test, vi } from 'vitest';
import type { Ask, Question } from '../../../main/electron/ask';
import { surviveGraphicsLoss } from '../../../main/electron/graphics';
import { helpWhenHanging } from '../../../main/electron/hanging';
import { standsFor } from '../../support/electron/seam';

/** Questions wait until the test answers them; one that is taken back gets its last answer. */
function asking() {
  const questions: Question<string>[] = [];
  let answerNow: (answer: string) => void = () => undefined;
  const ask: Ask = async <Answer extends string>(question: Question<Answer>) => {
    questions.push(question);
    const answer = await new Promise<string>((resolve) => {
      answerNow = resolve;
      question.signal?.addEventListener('abort', () => resolve(question.answers.at(-1) ?? ''));
    });
    return question.answers.find((each) => each === answer) ?? question.answers[0];
  };
  return { ask, questions, answer: (answer: string) => answerNow(answer) };
}

function hanging() {
  const crash = vi.fn();
  const window = Object.assign(new EventEmitter(), { webContents: { forcefullyCrashRenderer: crash } });
  const user = asking();
  helpWhenHanging(standsFor<BrowserWindow>(window), user.ask);
  return { window, crash, ...user };
}

test('a window that hangs can be loaded anew', async () => {
  const { window, crash, questions, answer } = hanging();
  window.emit('unresponsive');
  window.emit('unresponsive');
  expect(questions).toHaveLength(1);
  answer('Load it anew');
  await vi.waitFor(() => expect(crash).toHaveBeenCalledOnce());
});

test('a window that answers again is not asked about any more', async () => {
  const { window, crash, questions } = hanging();
  window.emit('unresponsive');
  window.emit('responsive');
  await vi.waitFor(() => expect(questions[0]?.signal?.aborted).toBe(true));
  window.emit('unresponsive');
  expect([questions.length, crash.mock.calls.length]).toEqual([2, 0]);
});

function graphics() {
  const app = Object.assign(new EventEmitter(), { relaunch: vi.fn(), quit: vi.fn() });
  const user = asking();
  let time = 0;
  surviveGraphicsLoss({ app: standsFor<App>(app), ask: user.ask, words: ['boat.png'], now: () => time });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const lose = (after = 0, type = 'GPU') => {
    time += after;
    app.emit('child-process-gone', {}, { type, reason: 'crashed' });
  };
  return { app, lose, ...user };
}

test('the third loss of the graphics within a minute offers to go on without', async () => {
  const { app, lose, questions, answer } = graphics();
  lose();
  lose();
  expect(questions).toEqual([]);
  lose();
  lose();
  expect(questions).toHaveLength(1);
  answer('Restart without it');
  await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce());
  expect(app.relaunch).toHaveBeenCalledWith({ args: ['boat.png', '--disable-gpu'] });
});

test('rare losses, and those of other processes, are Chromium’s own business', () => {
  const { lose, questions } = graphics();
  for (let times = 0; times < 6; times++) lose(40_000);
  for (let times = 0; times < 6; times++) lose(0, 'Utility');
  expect(questions).toEqual([]);
});
