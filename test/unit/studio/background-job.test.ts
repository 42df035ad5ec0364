import { expect, test } from 'vitest';
import { backgroundJob } from '../../../main/studio/captioning';
import { AssetId, type Job, JobId, type JobRequest } from '../../../preload/contract';

const source = AssetId.parse('0'.repeat(32));
const id = JobId.parse('job-00000001');

function engine() {
  const submitted: JobRequest[] = [];
  const cancelled: JobId[] = [];
  let end: (job: Job) => void = () => undefined;
  const waited = new Promise<Job>((resolve) => (end = resolve));
  const finish = (ending: Partial<Job>) => {
    const [request] = submitted;
    if (request !== undefined) end({ id, request, state: 'done', previews: [], ...ending });
  };
  return {
    ...{ submitted, cancelled, finish },
    submit: (request: JobRequest) => {
      submitted.push(request);
      return Promise.resolve(id);
    },
    wait: () => waited,
    cancel: (job: JobId) => {
      cancelled.push(job);
      finish({ state: 'cancelled' });
    },
  };
}

const caption = { task: 'caption', source } as const;

test('it lets jobs that a person waits for go first, and gives the result', async () => {
  const host = engine();
  const result = backgroundJob(host, caption, new AbortController().signal);
  expect(host.submitted).toEqual([{ task: 'caption', source, seed: 0, settings: {}, priority: 'background' }]);
  const text = { kind: 'text', text: 'a red boat', timings: { total: 1 } } as const;
  host.finish({ result: text });
  expect(await result).toEqual(text);
});

test('it fails with what the job failed with', async () => {
  const host = engine();
  const result = backgroundJob(host, caption, new AbortController().signal);
  host.finish({ state: 'failed', error: { code: 'engine-died', message: 'The engine died.' } });
  await expect(result).rejects.toMatchObject({ code: 'engine-died' });
});

test('the signal cancels it, and nothing is asked for after the signal', async () => {
  const host = engine();
  const controller = new AbortController();
  const result = backgroundJob(host, caption, controller.signal);
  await Promise.resolve();
  controller.abort();
  await expect(result).rejects.toBe(controller.signal.reason);
  expect(host.cancelled).toEqual([id]);
  await expect(backgroundJob(host, caption, controller.signal)).rejects.toBe(controller.signal.reason);
  expect(host.submitted).toHaveLength(1);
});
