import { describe, expect, it } from 'vitest';
import { StudioError, type StudioEvent } from '../../../../preload/contract';
import { StudioClient } from '../../../../renderer/client/studio-client';
import { ScriptedHost } from '../support/scripted-host';
import { studioInfo } from '../support/samples';

describe('the client', () => {
  it('gives back a reply that keeps the contract', async () => {
    expect(await new StudioClient(new ScriptedHost()).request('studio.info', {})).toEqual(studioInfo);
  });

  it('throws the error that the host reported', async () => {
    const host = new ScriptedHost();
    const error = { code: 'queue-full', message: 'Too many jobs.', hint: 'Wait.' } as const;
    host.answers['jobs.cancel'] = () => {
      throw new StudioError(error);
    };
    const asking = new StudioClient(host).request('jobs.list', {});
    await expect(asking).resolves.toEqual({ jobs: [] });
    host.answers['jobs.list'] = () => {
      throw new StudioError(error);
    };
    await expect(new StudioClient(host).request('jobs.list', {})).rejects.toMatchObject(error);
  });

  it('throws when a reply breaks the contract', async () => {
    const host = new ScriptedHost();
    host.answers['jobs.list'] = () => ({ jobs: [{ id: '../etc' }] }) as never;
    await expect(new StudioClient(host).request('jobs.list', {})).rejects.toMatchObject({ code: 'internal' });
  });

  it('throws when the envelope itself is broken', async () => {
    const host = new ScriptedHost();
    host.request = () => Promise.resolve('nonsense' as never);
    await expect(new StudioClient(host).request('jobs.list', {})).rejects.toMatchObject({ code: 'internal' });
  });

  it('leaves out events that break the contract', () => {
    const host = new ScriptedHost();
    const heard: StudioEvent[] = [];
    new StudioClient(host).subscribe((event) => heard.push(event));
    host.emit({ type: 'engine.changed', engine: { state: 'asleep' } } as never);
    host.emit({ type: 'packs.changed' });
    expect(heard).toEqual([{ type: 'packs.changed' }]);
  });
});
