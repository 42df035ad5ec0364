import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { beforeEach, expect, test } from 'vitest';
import type { StudioBridge, StudioEvent } from '../../../preload/contract';
import { projectRoot } from '../../support/built-studio';

type Listener = (event: unknown, message: unknown) => void;

let bridge: StudioBridge;
let listeners: Set<Listener>;
let invoked: unknown[][];

/** Runs the built bundle as a sandboxed preload runs: no module but Electron can be had. */
beforeEach(async () => {
  listeners = new Set();
  invoked = [];
  const ipcRenderer = {
    invoke: (...words: unknown[]) => {
      invoked.push(words);
      return Promise.resolve({ ok: true, value: {} });
    },
    on: (_channel: string, listener: Listener) => listeners.add(listener),
    off: (_channel: string, listener: Listener) => listeners.delete(listener),
  };
  const contextBridge = {
    exposeInMainWorld: (name: string, value: StudioBridge) => {
      expect(name).toBe('studio');
      bridge = value;
    },
  };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`${name} cannot be loaded in a sandbox`);
    return { contextBridge, ipcRenderer };
  };
  const code = await readFile(join(projectRoot, 'out', 'preload', 'index.cjs'), 'utf8');
  runInContext(
    code,
    createContext({ require, module: { exports: {} }, exports: {}, URL, console, TextEncoder, TextDecoder }),
  );
});

test('the window gets three functions and nothing of Electron', () => {
  expect(Object.keys(bridge).sort()).toEqual(['assetUrl', 'request', 'subscribe']);
});

test('listed channels are passed on, others are refused before they leave the window', async () => {
  await bridge.request('studio.info', {});
  expect(await bridge.request('studio:event', {})).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  expect(await bridge.request('__proto__', {})).toMatchObject({ ok: false });
  expect(invoked).toEqual([['studio:request', 'studio.info', {}]]);
});

test('events are heard until the subscription ends; what is no event is left out', () => {
  const heard: StudioEvent[] = [];
  const stop = bridge.subscribe((event) => heard.push(event));
  const send = (message: unknown) => {
    for (const listener of listeners) listener({}, message);
  };
  send({ type: 'packs.changed' });
  send({ type: 'open', path: '/etc/passwd' });
  stop();
  send({ type: 'packs.changed' });
  expect(heard).toEqual([{ type: 'packs.changed' }]);
});

test('an address never leaves the folder of pictures', () => {
  expect(bridge.assetUrl('abc')).toBe('studio://app/assets/abc');
  expect(bridge.assetUrl('../index.html')).toBe('studio://app/assets/..%2Findex.html');
});
