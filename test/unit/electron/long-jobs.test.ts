import { expect, test } from 'vitest';
import { LongJobs, type Message } from '../../../main/electron/long-jobs';
import { Job } from '../../../preload/contract';

function watched(isWatched = false) {
  const messages: Message[] = [];
  let time = 0;
  const jobs = new LongJobs({
    isWatched: () => isWatched,
    notify: (message) => messages.push(message),
    now: () => time,
  });
  const hear = (state: Job['state'], after: number, prompt = 'a red boat') => {
    time += after;
    const request = { task: 'generate', prompt, seed: 1 };
    jobs.hear({ type: 'job.changed', job: Job.parse({ id: 'job-00000001', request, state, previews: [] }) });
  };
  return { hear, messages };
}

test('the end of a long job is told', () => {
  const { hear, messages } = watched();
  hear('queued', 0);
  hear('running', 60_000);
  hear('running', 5000);
  hear('done', 5000);
  expect(messages).toEqual([{ title: 'Your picture is ready', body: 'a red boat' }]);
});

test('who looks, who cancels and who waited but shortly is not told', () => {
  const looking = watched(true);
  looking.hear('running', 0);
  looking.hear('done', 20_000);
  const away = watched();
  away.hear('running', 0);
  away.hear('cancelled', 20_000);
  away.hear('running', 0);
  away.hear('done', 9999);
  expect([...looking.messages, ...away.messages]).toEqual([]);
});

test('a part of longer work is not told', () => {
  const messages: Message[] = [];
  let now = 0;
  const jobs = new LongJobs({ isWatched: () => false, notify: (message) => messages.push(message), now: () => now });
  const request = { task: 'caption', source: '0'.repeat(32), priority: 'background' };
  for (const state of ['running', 'done'] as const) {
    jobs.hear({ type: 'job.changed', job: Job.parse({ id: 'job-00000001', request, state, previews: [] }) });
    now += 60_000;
  }
  expect(messages).toEqual([]);
});

test('a long sentence is cut, not through a letter', () => {
  const { hear, messages } = watched();
  hear('running', 0);
  hear('done', 20_000, '🦎'.repeat(200));
  expect(messages[0]?.body).toBe(`${'🦎'.repeat(79)}…`);
});
