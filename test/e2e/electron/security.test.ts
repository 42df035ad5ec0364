import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ipcChannels } from '../../../preload/contract';
import { app } from '../../support/electron/app';
import { BrowserWindow } from '../../support/electron/browser-window';
import { ipcMain } from '../../support/electron/ipc-main';
import type { PreventableEvent } from '../../support/electron/seam';
import { session } from '../../support/electron/session';
import { tinyPack } from '../../support/temporary-pack';
import { hasBrowser } from '../fixture';
import { ElectronStudio } from './electron-studio';

/** What a page gets of an action that may be refused. */
type Outcome = 'done' | 'refused';

describe.skipIf(!hasBrowser)('a window that was taken over', () => {
  let studio: ElectronStudio;
  let page: Page;

  beforeAll(async () => {
    studio = await ElectronStudio.start(tinyPack);
    ({ page } = studio);
  });

  afterAll(() => studio.stop());

  describe('finds', () => {
    test('three functions, frozen, and nothing of Electron or Node', async () => {
      const found = await page.evaluate(() => {
        const globals = globalThis as unknown as Record<string, unknown>;
        const { studio: bridge } = globals as { studio: object };
        const names = ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'standInPost'];
        const seen = names.filter((name) => name in globals);
        return { keys: Object.keys(bridge).sort(), frozen: Object.isFrozen(bridge), seen };
      });
      expect(found).toEqual({ keys: ['assetUrl', 'request', 'subscribe'], frozen: true, seen: [] });
    });

    test('no way to text that runs: neither evaluated, nor inline, nor as markup', async () => {
      const evaluated = await page.evaluate(async () => {
        const attempt = (action: () => unknown): Outcome => {
          try {
            action();
            return 'done';
          } catch {
            return 'refused';
          }
        };
        const evil = 'globalThis.hacked = 1';
        const markup = document.createElement('div');
        const link = document.createElement('a');
        link.href = `javascript:${evil}`;
        const script = document.createElement('script');
        document.body.append(markup, link, script);
        link.click();
        attempt(() => link.setAttribute('onclick', evil));
        link.click();
        const texts = [
          attempt(() => (markup.innerHTML = `<img src="x" onerror="${evil}">`)),
          attempt(() => markup.insertAdjacentHTML('beforeend', `<svg onload="${evil}"></svg>`)),
          attempt(() => (script.text = evil)),
          attempt(() => (script.src = 'https://evil.example/a.js')),
          attempt(() => new DOMParser().parseFromString('<p>', 'text/html')),
        ];
        // Out of the debugger's call, whose own code is exempt from the policy.
        const outcome = await new Promise<Outcome>((resolve) =>
          setTimeout(() => {
            try {
              Reflect.construct(Function, ['return 1']);
              resolve('done');
            } catch {
              resolve('refused');
            }
          }, 100),
        );
        for (const element of [markup, link, script]) element.remove();
        return [...texts, outcome];
      });
      expect(evaluated).toEqual(new Array(6).fill('refused'));
      expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    });

    test('no permission but the one to copy words', async () => {
      const states = await page.evaluate(async () => {
        const names = ['geolocation', 'camera', 'microphone', 'notifications', 'clipboard-read', 'midi'];
        const ask = (name: string) => navigator.permissions.query({ name: name as PermissionName });
        return Promise.all(names.map(async (name) => (await ask(name)).state));
      });
      expect(new Set(states)).toEqual(new Set(['denied']));
      const copied = await page.evaluate(() => navigator.clipboard.writeText('a caption').then(() => 'copied'));
      expect(copied).toBe('copied');
    });
  });

  describe('asks in vain', () => {
    const invoke = (words: string, where?: 'inner frame') =>
      studio.window.webContents.preload?.evaluate(
        `ipcRenderer.invoke(${words}).then((reply) => reply.error?.code ?? 'answered', (error) => error.message)`,
        where,
      );
    const channel = JSON.stringify(ipcChannels.request);

    test('on other channels than the one: nobody listens', async () => {
      expect(ipcMain.handled).toEqual([ipcChannels.request]);
      expect(ipcMain.eventNames()).toEqual([]);
      expect(await invoke(`'fs.readFile', '/etc/passwd'`)).toMatch(/No handler registered/);
      expect(await invoke(`${channel}, '__proto__', {}`)).toBe('bad-request');
      expect(await invoke(`${channel}, 'studio.info', {}`)).toBe('answered');
    });

    test('with malformed and oversized payloads', async () => {
      for (const payload of ['null', '[]', '{ id: 1 }', '{ id: "../x" }', 'new Map([[1, 2]])', '123n'])
        expect([payload, await invoke(`${channel}, 'jobs.cancel', ${payload}`)]).toEqual([payload, 'bad-request']);
      const large = `{ request: { task: 'generate', prompt: 'x'.repeat(2 ** 20), seed: 1 } }`;
      expect(await invoke(`${channel}, 'jobs.submit', ${large}`)).toBe('too-large');
    });

    test('from a frame inside the window, even with the preload’s own means', async () => {
      await page.evaluate(() => {
        document.body.append(document.createElement('iframe'));
      });
      await expect.poll(() => invoke(`${channel}, 'studio.info', {}`, 'inner frame')).toBe('forbidden');
      await page.evaluate(() => document.querySelector('iframe')?.remove());
    });
  });

  describe('reaches nothing', () => {
    test('beside the window’s own files', async () => {
      const paths = ['/..%2f..%2fpackage.json', '/%2e%2e/main/electron.js', '/assets/..%5cindex.html', '/assets/%00'];
      const load = (path: string, method = 'GET') =>
        page.evaluate(([to, how]) => fetch(to, { method: how }).then(({ status }) => status), [path, method] as const);
      for (const path of paths) expect([path, await load(path)]).toEqual([path, 404]);
      expect(await load('/', 'POST')).toBe(405);
      expect(await load('/')).toBe(200);
    });

    test('on the disk, by a download', async () => {
      const [[event]] = await Promise.all([
        once(session.defaultSession, 'will-download') as Promise<[PreventableEvent]>,
        page.evaluate(() => {
          const link = document.createElement('a');
          Object.assign(link, { href: URL.createObjectURL(new Blob(['evil'])), download: 'evil.exe' });
          link.click();
        }),
      ]);
      expect(event.defaultPrevented).toBe(true);
    });
  });

  test('words of strangers are shown as words', async () => {
    const hostile = '<img src=x onerror=hacked=1>';
    const window = await studio.visit();
    const request = { task: 'generate', pack: 'tiny', prompt: hostile, seed: 3 } as const;
    const { id } = await window.ask('jobs.submit', { request });
    const job = async () => (await window.jobs()).find((each) => each.id === id);
    await expect.poll(job, { timeout: 60_000, interval: 500 }).toMatchObject({ state: 'done' });
    await page.reload();
    await window.ready();
    await window.write(hostile);
    const found = () => page.evaluate(() => ['hacked' in globalThis, document.querySelector('img[src=x]')]);
    expect(await found()).toEqual([false, null]);
    const result = (await job())?.result;
    const asset = result?.kind === 'pictures' ? (result.pictures[0]?.asset ?? '') : '';
    for (const name of ['../evil', 'C:\\evil', '.evil', 'a\u0000b', '<svg onload=x>'])
      await expect(window.ask('pictures.save', { asset, name })).rejects.toMatchObject({ code: 'bad-request' });
    expect(window.problems).toEqual([]);
  });

  test('what a second instance was started with changes nothing', async () => {
    const words = ['brookesia', '--remote-debugging-port=1', 'file:///etc/passwd', 'studio://app/../../etc/passwd'];
    studio.window.minimize();
    app.emit('second-instance', {}, [...words, '//evil.example/share/a.png'], '/', { open: '/etc/passwd' });
    expect(studio.window.isMinimized()).toBe(false);
    expect(studio.window.webContents.getURL()).toBe('studio://app/');
    expect(BrowserWindow.getAllWindows()).toEqual([studio.window]);
  });
});
