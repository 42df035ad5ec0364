import { describe, expect, test } from 'vitest';
import { JobQueue, maximumJobs, type QueuedJob } from '../../../main/engine/queue/job-queue';
import { Throttle } from '../../../main/engine/queue/throttle';
import { StudioError } from '../../../preload/contract';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Jobs that run until they are let go or cancelled, and write down what happens. */
function recorded() {
  const log: string[] = [];
  const finish = new Map<string, () => void>();
  const job = (id: string, priority: QueuedJob['priority'] = 'interactive'): QueuedJob => ({
    id,
    priority,
    run: (signal) =>
      new Promise((resolve) => {
        log.push(`${id} runs`);
        signal.addEventListener('abort', () => {
          log.push(`${id} stops`);
          resolve();
        });
        finish.set(id, resolve);
      }),
    dropped: () => log.push(`${id} dropped`),
  });
  return { log, job, end: (id: string) => finish.get(id)?.() };
}

describe('the queue', () => {
  test('runs one job at a time, in the order they came', async () => {
    const { log, job, end } = recorded();
    const queue = new JobQueue();
    for (const id of ['a', 'b', 'c']) queue.add(job(id));
    expect(log).toEqual(['a runs']);
    end('a');
    await turn();
    end('b');
    await turn();
    expect(log).toEqual(['a runs', 'b runs', 'c runs']);
    end('c');
    await turn();
    expect(queue.size).toBe(0);
  });

  test('lets what a person waits for go first, but never starves the background', async () => {
    const { log, job, end } = recorded();
    const queue = new JobQueue();
    queue.add(job('start'));
    for (const id of ['slow', 'slower']) queue.add(job(id, 'background'));
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) queue.add(job(id));
    for (let turns = 0; turns < 9; turns++) {
      end(log.at(-1)?.split(' ')[0] ?? '');
      await turn();
    }
    const order = ['start', 'a', 'b', 'c', 'd', 'slow', 'e', 'f', 'slower'];
    expect(log).toEqual(order.map((id) => `${id} runs`));
  });

  test('takes the job that is to be first as the next one', async () => {
    const { log, job, end } = recorded();
    const queue = new JobQueue();
    for (const id of ['a', 'b', 'c', 'd']) queue.add(job(id));
    queue.first('d');
    queue.first('a');
    queue.first('unknown');
    for (const id of ['a', 'd', 'b', 'c']) {
      end(id);
      await turn();
    }
    expect(log).toEqual(['a runs', 'd runs', 'b runs', 'c runs']);
  });

  test('cancels a running job through its signal and goes on with the next', async () => {
    const { log, job } = recorded();
    const queue = new JobQueue();
    queue.add(job('a'));
    queue.add(job('b'));
    queue.cancel('a');
    await turn();
    expect(log).toEqual(['a runs', 'a stops', 'b runs']);
  });

  test('drops a waiting job without running it', async () => {
    const { log, job, end } = recorded();
    const queue = new JobQueue();
    queue.add(job('a'));
    queue.add(job('b'));
    queue.cancel('b');
    queue.cancel('unknown');
    end('a');
    await turn();
    expect(log).toEqual(['a runs', 'b dropped']);
  });

  test('takes no more than it can hold, and says so', () => {
    const { job } = recorded();
    const queue = new JobQueue();
    for (let count = 0; count < maximumJobs; count++) queue.add(job(String(count)));
    expect(() => {
      queue.add(job('one more'));
    }).toThrow(StudioError);
    expect(queue.size).toBe(maximumJobs);
  });

  test('cancels everything at once', async () => {
    const { log, job } = recorded();
    const queue = new JobQueue();
    for (const id of ['a', 'b', 'c']) queue.add(job(id));
    queue.cancelAll();
    await turn();
    expect(log).toEqual(['a runs', 'b dropped', 'c dropped', 'a stops']);
    expect(queue.size).toBe(0);
  });
});

describe('the throttle', () => {
  test('passes on the first, then one in each interval, and the last on demand', () => {
    let now = 0;
    const passed: number[] = [];
    const throttle = new Throttle<number>(
      50,
      (value) => passed.push(value),
      () => now,
    );
    for (now = 0; now <= 120; now += 10) throttle.push(now);
    expect(passed).toEqual([0, 50, 100]);
    throttle.flush();
    throttle.flush();
    expect(passed).toEqual([0, 50, 100, 120]);
  });
});
