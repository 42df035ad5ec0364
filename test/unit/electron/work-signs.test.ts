import { expect, test } from 'vitest';
import { WorkSigns } from '../../../main/electron/work-signs';
import { Job } from '../../../preload/contract';

function watched() {
  const shown: (number | undefined)[] = [];
  const awake: string[] = [];
  const signs = new WorkSigns({
    progress: (share) => void shown.push(share),
    keepAwake: () => {
      awake.push('awake');
      return () => void awake.push('asleep');
    },
  });
  const hear = (id: number, state: Job['state'], done?: number) => {
    const request = { task: 'generate', prompt: 'a boat', seed: 1 };
    const progress = done === undefined ? {} : { progress: { done, total: 64, tokensPerSecond: 1 } };
    signs.hear({
      type: 'job.changed',
      job: Job.parse({ id: `job-0000000${id}`, request, state, previews: [], ...progress }),
    });
  };
  return { signs, shown, awake, hear };
}

test('the share of the running job is shown until it ends', () => {
  const { hear, shown } = watched();
  hear(1, 'queued');
  hear(1, 'running', 0);
  hear(1, 'running', 16);
  hear(1, 'done');
  expect(shown).toEqual([undefined, 0, 0.25, undefined]);
});

test('the machine stays awake from the first job to the last, whatever becomes of them', () => {
  const { hear, awake } = watched();
  hear(1, 'queued');
  hear(2, 'queued');
  hear(1, 'failed');
  expect(awake).toEqual(['awake']);
  hear(2, 'cancelled');
  expect(awake).toEqual(['awake', 'asleep']);
  hear(3, 'queued');
  expect(awake).toEqual(['awake', 'asleep', 'awake']);
});

test('other events change nothing', () => {
  const { signs, shown } = watched();
  signs.hear({ type: 'packs.changed' });
  expect(shown).toEqual([]);
});
