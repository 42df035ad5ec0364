import { describe, expect, it } from 'vitest';
import { webBridge } from '../../../../renderer/client/web-bridge';

interface Sent {
  readonly path: string;
  readonly init: RequestInit;
}

function bridgeTo(answer: () => Promise<Response>) {
  const sent: Sent[] = [];
  const bridge = webBridge({
    fetch: (path, init) => {
      sent.push({ path, init });
      return answer();
    },
    open: () => ({ close: () => undefined, onopen: null, onmessage: null, onclose: null }),
    later: () => undefined,
  });
  return { bridge, sent };
}

describe('the bridge of a window in a browser', () => {
  it('sends channel and payload as JSON and gives back the envelope', async () => {
    const { bridge, sent } = bridgeTo(() => Promise.resolve(Response.json({ ok: true, value: { jobs: [] } })));
    expect(await bridge.request('jobs.list', {})).toEqual({ ok: true, value: { jobs: [] } });
    expect(sent[0]?.path).toBe('/api/request');
    expect(sent[0]?.init.body).toBe('{"channel":"jobs.list","payload":{}}');
  });

  it('sends a picture as its bare bytes', async () => {
    const { bridge, sent } = bridgeTo(() => Promise.resolve(Response.json({ ok: true, value: {} })));
    await bridge.request('assets.put', { bytes: new Uint8Array([1, 2, 3]) });
    expect(sent[0]?.path).toBe('/api/assets');
    expect(sent[0]?.init.body).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('says so as data when nobody answers', async () => {
    const { bridge } = bridgeTo(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await bridge.request('jobs.list', {})).toMatchObject({ ok: false, error: { code: 'engine-unavailable' } });
  });

  it('says so as data when the answer is no JSON', async () => {
    const { bridge } = bridgeTo(() => Promise.resolve(new Response('Bad gateway', { status: 502 })));
    expect(await bridge.request('jobs.list', {})).toMatchObject({ ok: false, error: { code: 'engine-unavailable' } });
  });

  it('names pictures by their address on the same host', () => {
    const { bridge } = bridgeTo(() => Promise.reject(new Error()));
    expect(bridge.assetUrl('abc')).toBe('/assets/abc');
  });
});
