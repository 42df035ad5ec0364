import { describe, expect, onTestFinished, test } from 'vitest';
import { call, openSocket } from '../support/web-client';
import { hasBrowser, useBrowserHost } from './fixture';

describe.skipIf(!hasBrowser)('nothing leaves the machine, and nobody else comes in', () => {
  const studio = useBrowserHost();

  test('a whole session asks only its own origin and breaks no policy', async () => {
    const window = await studio.open();
    const asked = new Set<string>();
    window.page.context().on('request', (request) => asked.add(new URL(request.url()).origin));
    await window.draw('a yellow ball in the snow', 1);
    await window.save(() => window.page.keyboard.press('Control+E'));
    await window.page.getByTestId('describe').click();
    await window.caption.waitFor();
    await window.page.reload();
    await window.ready();
    expect([...asked]).toEqual([studio.host.origin]);
    expect(window.problems).toEqual([]);
  });

  test('the page cannot reach another address even if it tries', async () => {
    const window = await studio.open();
    const reached = await window.page.evaluate(() =>
      fetch('http://127.0.0.2:1/').then(
        () => 'reached',
        () => 'refused',
      ),
    );
    expect(reached).toBe('refused');
    expect(window.problems.splice(0).join('\n')).toMatch(/Content Security Policy/);
  });

  test('the address bar and the history hold no token', async () => {
    const window = await studio.open();
    expect(window.page.url()).toBe(`${studio.host.origin}/`);
  });

  test('a browser that did not open the printed address is refused', async () => {
    const context = await studio.browser.newContext();
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const response = await page.goto(studio.host.origin);
    expect(response?.status()).toBe(403);
    expect((await page.locator('body').innerText()).trim()).toBe('Open the address that the studio printed.');
  });

  test('without the token neither the API nor the events nor a picture is given', async () => {
    const window = await studio.open();
    const asset = await window.draw('a red boat', 2);
    const { port, origin } = studio.host;
    const body = JSON.stringify({ channel: 'studio.info', payload: {} });
    const api = await call(port, { method: 'POST', path: '/api/request', headers: { Origin: origin }, body });
    const picture = await call(port, { path: `/assets/${asset}` });
    expect([api.status, picture.status, await openSocket(port, { Origin: origin })]).toEqual([403, 403, 403]);
  });
});
