import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../support/built-studio';

/** The programs that stand in for Electron are shell scripts. */
describe.skipIf(process.platform === 'win32')('npm start', () => {
  let folder: string;
  let running: ChildProcess | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'brookesia-start-'));
  });

  afterEach(() => {
    running?.kill();
    rmSync(folder, { recursive: true });
  });

  function start(parameters: readonly string[], environment: Record<string, string>) {
    const home = { HOME: folder, XDG_CONFIG_HOME: folder, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' };
    const child = spawn(process.execPath, [join(projectRoot, 'main', 'start.mjs'), ...parameters], {
      env: { PATH: process.env['PATH'], ...home, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running = child;
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    return {
      child,
      said: () => said,
      until: async (words: RegExp) => {
        while (!words.test(said)) await once(child.stdout, 'data');
      },
    };
  }

  function standIn(script: string): Record<string, string> {
    mkdirSync(join(folder, 'dist'));
    const electron = join(folder, 'dist', 'electron');
    writeFileSync(electron, `#!/bin/sh\n${script}\n`);
    chmodSync(electron, 0o755);
    return { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'dist') };
  }

  it("opens Electron on the project with the caller's arguments and ends as it ends", async () => {
    const { child, said } = start(['--enable-logging'], standIn('echo "$@"; exit 3'));
    const [code] = (await once(child, 'close')) as [number | null];
    expect(said().trim()).toBe(`${projectRoot} --enable-logging`);
    expect(code).toBe(3);
  });

  it('hands signals on', async () => {
    const { child, until } = start([], standIn('trap "exit 7" TERM; echo ready; while :; do sleep 0.05; done'));
    await until(/ready/);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(7);
  });

  it.each([
    ['Electron', { DISPLAY: ':0' }, "Electron's binary is not installed; opening the studio in your browser instead."],
    ['a display', {}, 'There is no display for a window; open the studio in a browser instead.'],
  ])('without %s says so in one line and serves the studio to a browser', async (_, environment, line) => {
    const { child, said, until } = start(['--no-open', '--port', '0'], environment);
    await until(/http:\/\/127\.0\.0\.1:\d+\S*/);
    expect(said().split('\n')[0]).toBe(line);
    const address = /http:\/\/\S+/.exec(said())?.[0] ?? '';
    // The address with its token leads on to the window; without the token the answer would be 403.
    expect((await fetch(address)).headers.get('set-cookie')).toContain('HttpOnly');
    child.kill('SIGTERM');
    await once(child, 'close');
  });
});
