import { expect, test } from 'vitest';
import { JobBoard } from '../../../main/engine/host/job-board';
import { JobId, JobRequest } from '../../../preload/contract';

const drawing = JobRequest.parse({ task: 'generate', prompt: 'a boat', seed: 1 });
const background = JobRequest.parse({ task: 'caption', source: '0'.repeat(32), priority: 'background' });

test('thousands of jobs in the background do not make it forget what a person asked for', () => {
  const board = new JobBoard(
    () => undefined,
    () => undefined,
  );
  const run = (number: number, request: JobRequest) => {
    const id = JobId.parse(`job-${String(number).padStart(8, '0')}`);
    board.add(id, request, []);
    board.end(id, { state: 'done' });
  };
  for (let index = 0; index < 150; index++) run(index, drawing);
  for (let index = 150; index < 2150; index++) run(index, background);
  for (let index = 2150; index < 2160; index++) run(index, drawing);
  const tasks = board.jobs().map(({ request }) => request.task);
  expect([tasks.length, tasks.filter((task) => task === 'generate').length]).toEqual([200, 160]);
  // Of the background the newest are left.
  expect(board.jobs().find(({ request }) => request.task === 'caption')?.id).toBe('job-00002110');
});
