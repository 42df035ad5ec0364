import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EngineHost } from '../../../main/engine/host';
import { AssetId, JobId, JobRequest, Recipe, type StudioEvent } from '../../../preload/contract';
import { FakeLauncher } from '../../support/fake-engine';
import { MemoryPictures } from '../../support/memory-pictures';

let launcher: FakeLauncher;
let pictures: MemoryPictures;
let events: StudioEvent[];
let host: EngineHost;

beforeEach(() => {
  vi.useFakeTimers();
  launcher = new FakeLauncher();
  pictures = new MemoryPictures();
  events = [];
  host = new EngineHost({ launcher, pictures, emit: (event) => events.push(event), version: '9.9.9' });
  host.start([]);
  launcher.last.say({ type: 'ready', device: 'cpu' });
});
afterEach(() => {
  vi.useRealTimers();
});

const drawing = (seed = 1) => JobRequest.parse({ task: 'generate', prompt: 'a boat', seed });
const stateOf = (id: JobId) => host.jobs().find((job) => job.id === id)?.state;
const picture = (tag: number) => ({ bytes: Uint8Array.of(tag), width: 4, height: 4 });
const preview = (id: JobId, rows: number) =>
  ({
    type: 'preview',
    id,
    candidate: 0,
    rows,
    totalRows: 16,
    codes: new Array<number>(rows).fill(5),
    picture: picture(rows),
  }) as const;

const recipe = Recipe.parse({
  format: 1,
  task: 'generate',
  prompt: 'a boat',
  seed: 1,
  candidate: 0,
  settings: { temperature: 1, topP: 1, guidance: 1 },
  pack: { id: 'tiny', version: '1.0.0', hash: 'abc' },
  studio: '9.9.9',
  device: 'cpu',
});

describe('a new engine', () => {
  test('is told the version of the studio and its packs', () => {
    expect(launcher.last.commands).toEqual([{ type: 'configure', studio: '9.9.9', packs: [], devices: ['cpu'] }]);
    expect(host.view()).toEqual({ state: 'ready', restarts: 0, jobs: 0, device: 'cpu' });
  });

  test('is waited for', async () => {
    const other = new EngineHost({ launcher, pictures, emit: () => undefined, version: '1' });
    other.start([]);
    expect(other.view().state).toBe('starting');
    const ready = other.whenReady();
    launcher.last.say({ type: 'ready', device: 'cpu' });
    await expect(ready).resolves.toBeUndefined();
  });

  test('gets other packs without a new start', () => {
    host.start([]);
    expect(launcher.engines).toHaveLength(1);
    expect(launcher.last.commands).toHaveLength(2);
  });
});

describe('a job', () => {
  test('goes from queued over running to done, and its pictures into the store', async () => {
    const id = await host.submit(drawing());
    expect(stateOf(id)).toBe('queued');
    launcher.last.say({ type: 'started', id });
    launcher.last.say({ type: 'progress', id, progress: { done: 5, total: 256, tokensPerSecond: 50 } });
    expect(host.jobs()[0]).toMatchObject({ state: 'running', progress: { done: 5 } });
    const waiting = host.wait(id);
    const made = [{ ...picture(1), recipe, uncertainty: [0.5] }];
    launcher.last.say({ type: 'finished', id, result: { kind: 'pictures', pictures: made, timings: { total: 9 } } });
    const { result } = await waiting;
    if (result?.kind !== 'pictures') throw new Error('no pictures');
    const [first] = result.pictures;
    expect(first?.uncertainty).toEqual([0.5]);
    expect(first?.recipe).toEqual(recipe);
    expect(pictures.held.get(first?.asset ?? AssetId.parse('0'.repeat(16)))).toEqual(Uint8Array.of(1));
    expect(pictures.recipes.get(first?.asset ?? AssetId.parse('0'.repeat(16)))).toEqual(recipe);
  });

  test('is told in whole at every change', async () => {
    const id = await host.submit(drawing());
    launcher.last.say({ type: 'started', id });
    const told = events.flatMap((event) => (event.type === 'job.changed' ? [event.job.state] : []));
    expect(told).toEqual(['queued', 'running']);
    expect(host.view().jobs).toBe(1);
  });

  test('shows its newest preview only, and none when it is over', async () => {
    const id = await host.submit(drawing());
    launcher.last.say({ type: 'started', id });
    launcher.last.say(preview(id, 1));
    launcher.last.say(preview(id, 2));
    expect(host.jobs()[0]?.previews).toMatchObject([{ candidate: 0, rows: 2, totalRows: 16 }]);
    expect([...pictures.held.values()]).toEqual([Uint8Array.of(2)]);
    launcher.last.say({ type: 'cancelled', id });
    expect(host.jobs()[0]).toMatchObject({ previews: [], begun: { plans: [], codes: [[5, 5]] } });
    expect(pictures.held.size).toBe(0);
  });

  test('gets its next preview when a window shows the last one, or a newer one, and not before', async () => {
    const id = await host.submit(drawing());
    launcher.last.say({ type: 'started', id });
    const taken = () => launcher.last.commands.filter(({ type }) => type === 'preview-taken').length;
    const shown = () => host.jobs()[0]?.previews.map(({ asset }) => asset) ?? [];
    launcher.last.say(preview(id, 1));
    expect(taken()).toBe(1); // Nobody has ever said that there is a window.
    host.previewsShown(shown());
    launcher.last.say(preview(id, 2));
    launcher.last.say(preview(id, 3));
    expect(taken()).toBe(1);
    host.previewsShown(shown());
    expect(taken()).toBe(3);
  });

  test('gets one preview a second from a window that hangs or is gone', async () => {
    const id = await host.submit(drawing());
    host.previewsShown([AssetId.parse('a'.repeat(16))]);
    launcher.last.say({ type: 'started', id });
    launcher.last.say(preview(id, 1));
    const taken = () => launcher.last.commands.filter(({ type }) => type === 'preview-taken').length;
    vi.advanceTimersByTime(999);
    expect(taken()).toBe(0);
    vi.advanceTimersByTime(1);
    expect(taken()).toBe(1);
    host.previewsShown(host.jobs()[0]?.previews.map(({ asset }) => asset) ?? []);
    expect(taken()).toBe(1);
  });

  test('that has ended does not change any more', async () => {
    const id = await host.submit(drawing());
    launcher.last.say({ type: 'cancelled', id });
    launcher.last.say({ type: 'started', id });
    launcher.last.say(preview(id, 3));
    launcher.last.say({ type: 'failed', id, error: { code: 'internal', message: 'late' } });
    expect(host.jobs()).toMatchObject([{ state: 'cancelled', previews: [] }]);
    expect(pictures.held.size).toBe(0);
  });

  test('takes the bytes of its picture along, or is refused', async () => {
    const source = pictures.put({ bytes: Uint8Array.of(7) });
    await host.submit(JobRequest.parse({ task: 'caption', source }));
    expect(launcher.last.commands.at(-1)).toMatchObject({
      type: 'submit',
      pictures: [{ id: source, bytes: Uint8Array.of(7) }],
    });
    const gone = JobRequest.parse({ task: 'caption', source: 'f'.repeat(16) });
    await expect(host.submit(gone)).rejects.toMatchObject({ code: 'asset-missing' });
  });

  test('is refused when a hundred are waiting', async () => {
    for (let seed = 0; seed < 100; seed++) await host.submit(drawing(seed));
    await expect(host.submit(drawing())).rejects.toMatchObject({ code: 'queue-full' });
  });

  test('is forgotten when two hundred younger ones have ended', async () => {
    const first = await host.submit(drawing());
    launcher.last.say({ type: 'cancelled', id: first });
    for (let seed = 0; seed < 200; seed++) {
      const id = await host.submit(drawing(seed));
      launcher.last.say({ type: 'cancelled', id });
    }
    expect(host.jobs()).toHaveLength(200);
    await expect(host.wait(first)).rejects.toMatchObject({ code: 'job-missing' });
  });
});

describe('a cancel', () => {
  test('ends a queued job at once and tells the engine', async () => {
    const id = await host.submit(drawing());
    host.cancel(id);
    expect(stateOf(id)).toBe('cancelled');
    expect(launcher.last.commands.at(-1)).toEqual({ type: 'cancel', id });
  });

  test('of a running job waits for the engine', async () => {
    const id = await host.submit(drawing());
    launcher.last.say({ type: 'started', id });
    host.cancel(id);
    expect(stateOf(id)).toBe('running');
    launcher.last.say({ type: 'cancelled', id });
    expect(stateOf(id)).toBe('cancelled');
    host.cancel(id);
    expect(stateOf(id)).toBe('cancelled');
  });

  test('of an unknown job is an error', () => {
    expect(() => {
      host.cancel(JobId.parse('job-00000000'));
    }).toThrow(expect.objectContaining({ code: 'job-missing' }) as Error);
  });
});

describe('an engine that dies', () => {
  test('fails the running job with what to do, and the next process gets the others in order', async () => {
    const [running, second, third] = [
      await host.submit(drawing(1)),
      await host.submit(drawing(2)),
      await host.submit(drawing(3)),
    ];
    launcher.last.say({ type: 'started', id: running });
    launcher.last.die('signal SIGKILL');
    const failed = host.jobs().find(({ id }) => id === running);
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'engine-died', detail: 'signal SIGKILL' } });
    expect(failed?.error?.hint).toBeTruthy();
    expect(host.view()).toMatchObject({ state: 'restarting', restarts: 1, jobs: 2 });
    vi.advanceTimersByTime(200);
    expect(launcher.engines).toHaveLength(2);
    expect(launcher.last.submitted()).toEqual([second, third]);
    launcher.last.say({ type: 'ready', device: 'cpu' });
    expect(host.view().state).toBe('ready');
  });

  test('takes a job that was being cancelled with it as cancelled', async () => {
    const id = await host.submit(drawing());
    launcher.last.say({ type: 'started', id });
    host.cancel(id);
    launcher.last.die();
    expect(stateOf(id)).toBe('cancelled');
  });

  test('takes jobs while it is away', async () => {
    launcher.last.die();
    const id = await host.submit(drawing());
    expect(stateOf(id)).toBe('queued');
    vi.advanceTimersByTime(200);
    expect(launcher.last.submitted()).toEqual([id]);
  });

  test('five times within a minute is given up: what waits fails, what comes is refused', async () => {
    const id = await host.submit(drawing());
    await dieFiveTimes();
    expect(host.view()).toMatchObject({ state: 'failed', restarts: 5, error: { code: 'engine-unavailable' } });
    expect((await host.wait(id)).error?.code).toBe('engine-unavailable');
    await expect(host.submit(drawing())).rejects.toMatchObject({ code: 'engine-unavailable' });
    await expect(host.whenReady()).rejects.toMatchObject({ code: 'engine-unavailable' });
  });

  test('is tried again by a job that comes a minute later', async () => {
    await dieFiveTimes();
    vi.advanceTimersByTime(60_000);
    const id = await host.submit(drawing());
    expect(launcher.last.submitted()).toEqual([id]);
    launcher.last.say({ type: 'ready', device: 'cpu' });
    expect(host.view()).toMatchObject({ state: 'ready', jobs: 1 });
    expect(host.view().error).toBeUndefined();
  });

  test('may also be one that cannot be started', () => {
    launcher.broken = new Error('no such file');
    launcher.last.die();
    vi.advanceTimersByTime(60_000);
    expect(host.view()).toMatchObject({
      state: 'failed',
      error: { detail: expect.stringContaining('no such file') as string },
    });
  });

  async function dieFiveTimes(): Promise<void> {
    for (let death = 0; death < 5; death++) {
      launcher.last.die();
      await vi.advanceTimersByTimeAsync(5000);
    }
  }
});

test('a message that makes no sense is left out and noted', async () => {
  const id = await host.submit(drawing());
  launcher.last.sayNonsense({ type: 'started', id: 'nonsense' });
  launcher.last.sayNonsense('hello');
  expect(stateOf(id)).toBe('queued');
  expect(host.view()).toMatchObject({ state: 'ready', error: { code: 'bad-request' } });
});

describe('stopping', () => {
  test('cancels what is open and asks the engine to end', async () => {
    const id = await host.submit(drawing());
    const stopping = host.stop();
    expect(stateOf(id)).toBe('cancelled');
    expect(launcher.last.commands.at(-1)).toEqual({ type: 'shutdown' });
    launcher.last.die('exit code 0');
    await stopping;
    vi.advanceTimersByTime(60_000);
    expect(launcher.engines).toHaveLength(1);
  });
});
