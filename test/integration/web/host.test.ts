import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { readRecipe } from '../../../main/documents';
import { type WebHost, startWebHost } from '../../../main/web/host';
import { AssetView, type StudioEvent, maximumAssetBytes } from '../../../preload/contract';
import { plainPicture, recipe } from '../../support/pictures';
import { stubStudio } from '../../support/stub-studio';
import { temporaryFolder } from '../../support/temporary-pack';
import { type WebCall, call, enter, openSocket } from '../../support/web-client';
import { textWith } from '../../support/matchers';

let renderer: string;
let studio: ReturnType<typeof stubStudio>;
let host: WebHost;
let ours: { Cookie: string; Origin: string };

beforeEach(async () => {
  renderer = join(await temporaryFolder(onTestFinished), 'renderer');
  await mkdir(join(renderer, 'assets'), { recursive: true });
  await writeFile(join(renderer, 'index.html'), '<!doctype html><title>Brookesia</title>');
  await writeFile(join(renderer, 'assets', 'index-Bx3.js'), 'export {}');
  await writeFile(join(renderer, '..', 'secret.txt'), 'secret');
  studio = stubStudio();
  host = await startWebHost({ studio, renderer, port: 0 });
  onTestFinished(() => host.stop());
  ours = await enter(host.address);
});

const ask = (change: WebCall = {}) => call(host.port, { headers: ours, ...change });
const api = (channel: string, payload: unknown, headers: Record<string, string> = ours) =>
  ask({ method: 'POST', path: '/api/request', headers, body: JSON.stringify({ channel, payload }) });
const exported = (asset: string, name = 'boat.png') => ({
  ...{ source: { what: 'picture', asset }, settings: { format: 'png' } },
  name,
});
const parse = (body: Buffer): unknown => JSON.parse(body.toString());

describe('the door', () => {
  test('the printed address gives a cookie and leads to a page without the token', async () => {
    const { pathname, search } = new URL(host.address);
    const { status, headers } = await call(host.port, { path: pathname + search });
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'text/html; charset=utf-8' });
    expect(headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict$/);
  });

  test.each(['/', '/index.html', '/assets/index-Bx3.js', '/?token=wrong'])(
    'without the cookie %s is refused in words',
    async (path) => {
      const { status, body } = await call(host.port, { path });
      expect({ status, text: body.toString() }).toEqual({
        status: 403,
        text: 'Open the address that the studio printed.\n',
      });
    },
  );

  test('without the cookie the API says why as data', async () => {
    const { status, body } = await api('studio.info', {}, { Origin: ours.Origin });
    expect(status).toBe(403);
    expect(parse(body)).toMatchObject({
      ok: false,
      error: { code: 'forbidden', hint: 'Open the address that the studio printed.' },
    });
  });

  test.each([
    ['another host', { Host: 'evil.example' }],
    ['another origin', { Origin: 'https://evil.example' }],
    ['an opaque origin', { Origin: 'null' }],
  ])('%s is refused even with the cookie', async (_name, headers) => {
    expect((await api('studio.info', {}, { ...ours, ...headers })).status).toBe(403);
    expect((await ask({ headers: { ...ours, ...headers } })).status).toBe(403);
  });

  test('a POST that hides its origin is refused', async () => {
    expect((await api('studio.info', {}, { Cookie: ours.Cookie })).status).toBe(403);
    expect((await ask({ method: 'POST', path: '/api/assets', headers: { Cookie: ours.Cookie } })).status).toBe(403);
  });

  test('a refused request reaches no handler', async () => {
    await api(
      'jobs.submit',
      { request: { task: 'generate', prompt: 'a boat', seed: 1 } },
      { ...ours, Origin: 'https://evil.example' },
    );
    expect(studio.engine.submitted).toEqual([]);
  });

  test('only this machine is listened to', () => {
    expect(new URL(host.address).hostname).toBe('127.0.0.1');
  });
});

describe('pages', () => {
  test('the start page comes with a strict policy', async () => {
    const { status, headers, body } = await ask();
    expect(status).toBe(200);
    expect(body.toString()).toContain('<title>Brookesia</title>');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': textWith(
        `connect-src 'self' ws://127.0.0.1:${host.port} ws://localhost:${host.port};`,
      ),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  test('scripts are served beside pictures under the same folder name', async () => {
    expect((await ask({ path: '/assets/index-Bx3.js' })).headers['content-type']).toBe(
      'text/javascript; charset=utf-8',
    );
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await ask({ path });
    expect(status).toBe(404);
    expect(body.toString()).not.toContain('secret');
  });

  test('a link that leads out leads nowhere', async () => {
    await symlink('../secret.txt', join(renderer, 'link.txt'));
    expect((await ask({ path: '/link.txt' })).status).toBe(404);
  });

  test('a head request gives the headers alone', async () => {
    const { status, headers, body } = await ask({ method: 'HEAD' });
    expect([status, headers['content-length'], body.length]).toEqual([200, '39', 0]);
  });

  test('other methods are refused', async () => {
    expect((await ask({ method: 'DELETE' })).status).toBe(405);
  });
});

describe('requests', () => {
  test('a request is answered by the studio', async () => {
    const { status, body } = await api('studio.info', {});
    expect(status).toBe(200);
    expect(parse(body)).toMatchObject({ ok: true, value: { shell: 'browser', engine: { state: 'ready' } } });
  });

  test.each(['', '{', '[]', '{"channel":1}', '{"channel":"studio.info","payload":{},"more":1}'])(
    '%j is refused as data',
    async (body) => {
      const answer = await ask({ method: 'POST', path: '/api/request', body });
      expect(parse(answer.body)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    },
  );

  test('more than 1 MB is refused, with or without a length in front', async () => {
    const body = `{"channel":"studio.info","payload":"${'x'.repeat(1024 ** 2)}"}`;
    for (const headers of [ours, { ...ours, 'Transfer-Encoding': 'chunked' }]) {
      const answer = await ask({ method: 'POST', path: '/api/request', headers, body });
      expect(answer.status).toBe(413);
      expect(parse(answer.body)).toMatchObject({ ok: false, error: { code: 'too-large' } });
    }
  });

  test('an unknown address is not found', async () => {
    expect((await ask({ method: 'POST', path: '/api/other' })).status).toBe(404);
  });
});

describe('pictures', () => {
  const put = async (bytes: Uint8Array) =>
    parse((await ask({ method: 'POST', path: '/api/assets', body: bytes })).body);

  test('a picture that is sent can be loaded again, byte for byte', async () => {
    const bytes = await plainPicture();
    const envelope = (await put(bytes)) as { value: unknown };
    const { id } = AssetView.parse(envelope.value);
    const { headers, body } = await ask({ path: `/assets/${id}` });
    expect(headers['content-type']).toBe('image/png');
    expect(body).toEqual(Buffer.from(bytes));
  });

  test('a download is named, and carries the recipe', async () => {
    const id = studio.assets.put(
      { bytes: await plainPicture(), mime: 'image/png', width: 8, height: 6, recipe },
      'keep',
    );
    const prepared = parse((await api('pictures.prepare', exported(id))).body) as { value: { url: string } };
    const { headers, body } = await ask({ path: prepared.value.url });
    expect(headers['content-disposition']).toBe(`attachment; filename="boat.png"; filename*=UTF-8''boat.png`);
    expect(readRecipe(body)).toEqual(recipe);
  });

  test.each(['../boat.png', 'a\r\nSet-Cookie: x', ''])('a download is not named %j', async (name) => {
    const id = studio.assets.put({ bytes: await plainPicture(), mime: 'image/png', width: 8, height: 6 }, 'keep');
    expect(parse((await api('pictures.prepare', exported(id, name))).body)).toMatchObject({
      error: { code: 'bad-request' },
    });
  });

  test.each([`/exports/${'0'.repeat(32)}`, '/exports/', '/exports/../secret.txt'])('%s is not found', async (path) => {
    expect((await ask({ path })).status).toBe(404);
  });

  test('a picture that is not there is not found', async () => {
    expect((await ask({ path: `/assets/${'0'.repeat(32)}` })).status).toBe(404);
  });

  test('what is no picture is refused as data', async () => {
    expect(await put(new TextEncoder().encode('hello'))).toMatchObject({
      ok: false,
      error: { code: 'image-unreadable' },
    });
  });

  test('a picture that says it is too large is refused before it is sent', async () => {
    const headers = { ...ours, 'Content-Length': String(maximumAssetBytes + 1), Expect: '100-continue' };
    const socketless = call(host.port, { method: 'POST', path: '/api/assets', headers });
    await expect(socketless).resolves.toMatchObject({ status: 413 });
  });
});

describe('events', () => {
  test('a window hears what happens', async () => {
    const socket = await openSocket(host.port, ours);
    if (!(socket instanceof WebSocket)) throw new Error(`refused with ${socket}`);
    const event: StudioEvent = { type: 'packs.changed' };
    const message = once(socket, 'message');
    studio.emit(event);
    expect(JSON.parse(String((await message)[0]))).toEqual(event);
    socket.terminate();
  });

  test('a window that speaks there is shut out', async () => {
    const socket = await openSocket(host.port, ours);
    if (!(socket instanceof WebSocket)) throw new Error(`refused with ${socket}`);
    const closed = once(socket, 'close');
    socket.send('hello');
    expect((await closed)[0]).toBe(1003);
  });

  test.each([
    ['no cookie', () => ({ Origin: ours.Origin }), '/api/events'],
    ['no origin', () => ({ Cookie: ours.Cookie }), '/api/events'],
    ['another origin', () => ({ ...ours, Origin: 'https://evil.example' }), '/api/events'],
    ['another host', () => ({ ...ours, Host: 'evil.example' }), '/api/events'],
    ['another address', () => ours, '/'],
  ])('%s is refused', async (_name, headers, path) => {
    expect(await openSocket(host.port, headers(), path)).toBe(403);
  });
});

describe('starting and stopping', () => {
  test('a taken port is named, with what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    await expect(startWebHost({ studio, renderer, port })).rejects.toMatchObject({
      code: 'port-taken',
      message: `Port ${port} is taken by another program, perhaps another studio.`,
      hint: textWith('--port'),
    });
  });

  test('it stops although windows are open', async () => {
    const socket = await openSocket(host.port, ours);
    if (!(socket instanceof WebSocket)) throw new Error(`refused with ${socket}`);
    const closed = once(socket, 'close');
    await host.stop();
    await closed;
    await expect(ask()).rejects.toThrow(/ECONNREFUSED/);
  });

  test('a window that was not built is said so', async () => {
    const empty = await startWebHost({ studio, renderer: join(renderer, 'none'), port: 0 });
    onTestFinished(() => empty.stop());
    const { body } = await call(empty.port, { headers: await enter(empty.address) });
    expect(body.toString()).toContain('npm run build');
  });
});
