import { describe, expect, it, vi } from 'vitest';
import { JobId, type Job } from '../../../../preload/contract';
import { StudioClient } from '../../../../renderer/client/studio-client';
import { paceMilliseconds } from '../../../../renderer/state/pace';
import { Session } from '../../../../renderer/state/session.svelte';
import { samplePack, studioInfo } from '../support/samples';
import { ScriptedHost } from '../support/scripted-host';

const job: Job = {
  id: JobId.parse('job-12345678'),
  request: { task: 'generate', prompt: 'a boat', seed: 1, candidates: 1, settings: {} },
  state: 'running',
  previews: [],
};

async function opened(host = new ScriptedHost()) {
  const session = new Session(new StudioClient(host));
  await session.open();
  return { host, session };
}

function progress(done: number): Job {
  return { ...job, progress: { done, total: 256, tokensPerSecond: 100 } };
}

describe('the session', () => {
  it('knows engine, packs and jobs once it is open', async () => {
    const host = new ScriptedHost();
    host.jobs.push(job);
    const { session } = await opened(host);
    expect(session.engine?.state).toBe('ready');
    expect(session.pack?.id).toBe(samplePack.id);
    expect(session.jobs).toEqual([job]);
    expect(session.connected).toBe(true);
  });

  it('follows the engine', async () => {
    const { host, session } = await opened();
    host.emit({ type: 'engine.changed', engine: { state: 'restarting', restarts: 1, jobs: 0 } });
    expect(session.engine).toMatchObject({ state: 'restarting', restarts: 1 });
  });

  it('reads the packs again when they change', async () => {
    const { host, session } = await opened();
    host.packs = [];
    host.emit({ type: 'packs.changed' });
    await vi.waitFor(() => expect(session.packs).toEqual([]));
  });

  it('shows a new job at once, its steps at a pace, its end at once', async () => {
    vi.useFakeTimers();
    try {
      const { host, session } = await opened();
      host.emit({ type: 'job.changed', job: progress(1) });
      expect(session.jobs[0]?.progress?.done).toBe(1);
      host.emit({ type: 'job.changed', job: progress(2) });
      host.emit({ type: 'job.changed', job: progress(3) });
      expect(session.jobs[0]?.progress?.done).toBe(1);
      vi.advanceTimersByTime(paceMilliseconds);
      expect(session.jobs[0]?.progress?.done).toBe(3);
      host.emit({ type: 'job.changed', job: progress(4) });
      host.emit({ type: 'job.changed', job: { ...progress(256), state: 'done' } });
      vi.advanceTimersByTime(paceMilliseconds);
      expect(session.jobs[0]).toMatchObject({ state: 'done', progress: { done: 256 } });
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not bring an ended job back to life by late news', async () => {
    const { host, session } = await opened();
    host.emit({ type: 'job.changed', job: { ...job, state: 'cancelled' } });
    host.emit({ type: 'job.changed', job });
    expect(session.jobs.map(({ state }) => state)).toEqual(['cancelled']);
  });

  it('tells the end of a job also to those who ask afterwards', async () => {
    const { host, session } = await opened();
    host.emit({ type: 'job.changed', job: { ...job, state: 'done' } });
    expect((await session.ended(job.id)).state).toBe('done');
  });

  it('keeps what it heard while an answer was on its way', async () => {
    const { host, session } = await opened();
    host.answers = { 'studio.info': () => ({ ...studioInfo, engine: { ...studioInfo.engine, state: 'starting' } }) };
    const refreshing = session.refresh();
    host.emit({ type: 'engine.changed', engine: { state: 'ready', restarts: 7, jobs: 1 } });
    host.emit({ type: 'job.changed', job });
    await refreshing;
    expect(session.engine).toMatchObject({ state: 'ready', restarts: 7 });
    expect(session.jobs).toEqual([job]);
  });

  it('reads everything again when the connection returns', async () => {
    const { host, session } = await opened();
    host.connect(false);
    expect(session.connected).toBe(false);
    host.jobs.push({ ...job, state: 'done' });
    host.connect(true);
    await vi.waitFor(() => expect(session.jobs).toHaveLength(1));
  });
});
