import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { Xoshiro128 } from '../../../main/core/random/xoshiro';
import { EngineHost } from '../../../main/engine/host';
import { nodeEngineLauncher } from '../../../main/engine/launch-node';
import { readPack } from '../../../main/packs';
import { type Job, JobRequest, type JobRequestInput } from '../../../preload/contract';
import { MemoryPictures } from '../../support/memory-pictures';
import { residentBytes } from '../../support/processes';
import { tinyPack } from '../../support/temporary-pack';

/** `BROOKESIA_STRESS=1000` runs so many jobs, one kill of the engine for fifty of them; that takes a while. */
const jobs = Number(process.env['BROOKESIA_STRESS'] ?? 40);
const kills = Math.max(1, Math.round(jobs / 50));
/** More deaths than four in a minute, and the host would rightly give up. */
const betweenKills = 16_000;
const entry = join(import.meta.dirname, '..', '..', '..', 'out', 'main', 'engine.js');
const seeds = [1, 2, 3, 4];

test(
  `${jobs} mixed jobs with cancels and ${kills} kills: none is stuck, none is wrong`,
  { timeout: 3_600_000 },
  async () => {
    const random = new Xoshiro128([1, 2, 3, 4]);
    const pictures = new MemoryPictures();
    const host = new EngineHost({
      launcher: nodeEngineLauncher(entry),
      pictures,
      emit: () => undefined,
      version: '0.0.0-test',
    });
    onTestFinished(() => host.stop());
    host.start([await readPack(tinyPack)]);

    const run = async (request: JobRequestInput) => host.wait(await host.submit(JobRequest.parse(request)));
    const drawing = (seed: number): JobRequestInput => ({ task: 'generate', prompt: 'a red boat', seed });
    const answer = async ({ result }: Job): Promise<string | undefined> => {
      if (result?.kind === 'text') return result.text;
      const [picture] = result?.kind === 'pictures' ? result.pictures : [];
      if (picture === undefined) return undefined;
      const png = pictures.held.get(picture.asset) ?? new Uint8Array();
      return (await sharp(png).raw().toBuffer()).toString('base64');
    };
    const right = new Map<number, string | undefined>();
    for (const seed of seeds) right.set(seed, await answer(await run(drawing(seed))));
    const [first] = pictures.held.values();
    const source = pictures.put({ bytes: first ?? new Uint8Array() });
    const caption = await answer(await run({ task: 'caption', source }));

    const memory: number[] = [];
    let killed = 0;
    let lastKill = -betweenKills;
    const ended = { done: 0, cancelled: 0, failed: 0 };
    let number = 0;
    for (; number < jobs || killed < kills; number++) {
      const seed = seeds[Math.floor(random.next() * seeds.length)] ?? 1;
      const request = random.next() < 0.25 ? ({ task: 'caption', source } as const) : drawing(seed);
      const id = await host.submit(JobRequest.parse(request));
      const doomed = random.next() < 0.5;
      if (doomed) setTimeout(() => host.cancel(id), random.next() * 300);
      const kill = killed < kills && killed * (jobs / kills) <= number && performance.now() - lastKill > betweenKills;
      if (kill) {
        killed++;
        lastKill = performance.now();
        setTimeout(() => host.pid !== undefined && process.kill(host.pid, 'SIGKILL'), random.next() * 300);
      }
      const job = await host.wait(id);
      if (job.state === 'done') expect(await answer(job)).toBe(request.task === 'caption' ? caption : right.get(seed));
      else if (job.state === 'failed') expect(job.error?.code).toBe('engine-died');
      else expect(doomed).toBe(true);
      if (job.state === 'done' || job.state === 'cancelled' || job.state === 'failed') ended[job.state]++;
      if (number % 50 === 49) memory.push(residentBytes([host.pid ?? 0]) / 1e6);
    }

    // The last kill may still be on its way.
    await sleep(500);
    expect(ended.done + ended.cancelled + ended.failed).toBe(number);
    expect(ended.failed).toBeLessThanOrEqual(killed);
    expect(killed).toBeGreaterThan(0);
    expect(host.jobs().filter(({ state }) => state === 'queued' || state === 'running')).toEqual([]);
    expect(await answer(await run(drawing(1)))).toBe(right.get(1));
    console.info(
      `jobs ${JSON.stringify(ended)}, kills ${killed}, engine memory ${memory.map(Math.round).join(' ')} MB`,
    );
  },
);
