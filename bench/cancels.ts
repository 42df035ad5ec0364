import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineHost } from '../main/engine/host';
import { nodeEngineLauncher } from '../main/engine/launch-node';
import { findPacks, isAble } from '../main/packs';
import { JobRequest, type JobRequestInput, type StudioEvent } from '../preload/contract';
import { builtMain, projectRoot } from '../test/support/built-studio';
import { MemoryPictures } from '../test/support/memory-pictures';

/** Moments of each job at which it is cancelled once, evenly from its start to its end. */
const moments = 12;

/**
 * Milliseconds from a cancel to the end of the job, in whatever phase it was met: writing a plan, reading a prompt, drawing tokens,
 * decoding pixels, ranking, describing. Straight at the engine's host, without a window.
 */
export async function cancelTimes(): Promise<number[]> {
  const { packs } = await findPacks([join(projectRoot, 'native-models', 'packs')]);
  const drawing = packs.find((pack) => isAble(pack.manifest, 'generate'));
  if (drawing === undefined) return [];
  const pictures = new MemoryPictures();
  const running = new Map<string, () => void>();
  const emit = (event: StudioEvent) => {
    if (event.type === 'job.changed' && event.job.state === 'running') running.get(event.job.id)?.();
  };
  const launcher = nodeEngineLauncher(join(builtMain, 'engine.js'));
  const host = new EngineHost({ launcher, pictures, emit, version: '0.0.0-bench' });
  const begin = async (request: JobRequestInput) => {
    const id = await host.submit(JobRequest.parse({ ...request, pack: drawing.manifest.id }));
    await new Promise<void>((resolve) => running.set(id, resolve));
    return id;
  };
  try {
    host.start([drawing]);
    await host.whenReady();
    const draw = { task: 'generate', prompt: 'a red boat on the sea at sunset', seed: 1, candidates: 2 } as const;
    const first = await host.wait(await begin(draw));
    const source = first.result?.kind === 'pictures' ? first.result.pictures[0]?.asset : undefined;
    const requests: JobRequestInput[] = source === undefined ? [draw] : [draw, { task: 'caption', source }];
    const times: number[] = [];
    for (const request of requests) {
      const begun = performance.now();
      await host.wait(await begin(request));
      const whole = performance.now() - begun;
      for (let moment = 0; moment < moments; moment++) {
        const id = await begin(request);
        await sleep((whole * moment) / moments);
        const asked = performance.now();
        host.cancel(id);
        if ((await host.wait(id)).state === 'cancelled') times.push(performance.now() - asked);
      }
    }
    return times;
  } finally {
    await host.stop();
  }
}
