import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { program, testEnvironment } from '../../support/command-line';
import { call, enter } from '../../support/web-client';

function startStudio(...words: string[]): ChildProcess {
  const child = spawn(process.execPath, [program, 'studio', ...words], { env: testEnvironment(), stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface(child.stdout)) return line;
  throw new Error('ended without a word');
}

async function request(address: string, channel: string, payload: unknown): Promise<unknown> {
  const headers = await enter(address);
  const body = JSON.stringify({ channel, payload });
  const answer = await call(Number(new URL(address).port), { method: 'POST', path: '/api/request', headers, body });
  return JSON.parse(answer.body.toString());
}

test('the studio prints its address in one line, makes a picture, and stops at Ctrl+C', async () => {
  const child = startStudio('--port', '0', '--no-open');
  const line = await firstLine(child);
  const address = /^Brookesia is at (http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}) - Press Ctrl\+C to stop$/.exec(
    line,
  )?.[1];
  if (address === undefined) throw new Error(`not an address: ${line}`);

  const job = { task: 'generate', pack: 'tiny', prompt: 'a red boat', seed: 7 };
  expect(await request(address, 'jobs.submit', { request: job })).toMatchObject({ ok: true });
  await expect
    .poll(() => request(address, 'jobs.list', {}), { timeout: 30_000, interval: 200 })
    .toMatchObject({ ok: true, value: { jobs: [{ state: 'done', result: { kind: 'pictures' } }] } });

  const closed = once(child, 'close');
  child.kill('SIGINT');
  expect(await closed).toEqual([0, null]);
});

test('a taken port is said in words, and nothing keeps running', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const child = startStudio('--port', String(port), '--no-open');
  let err = '';
  child.stderr?.on('data', (part: Buffer) => (err += part.toString()));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(err).toContain(`Port ${port} is taken by another program, perhaps another studio.`);
  expect(err).toContain('--port');
});
