import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tinyPack } from './temporary-pack';

export const program = join(import.meta.dirname, '..', '..', 'main', 'cli', 'bin.mjs');

export type Run = { readonly code: number | null; readonly out: string; readonly err: string };

/** Packs of the user who runs the tests stay out; the tiny pack is in. */
export function testEnvironment(packs = tinyPack): NodeJS.ProcessEnv {
  return {
    ...process.env,
    XDG_CONFIG_HOME: '/nonexistent',
    XDG_CACHE_HOME: join(tmpdir(), 'brookesia-test-cache'),
    // Unsaved work of one run is not offered to the next one.
    XDG_STATE_HOME: join(tmpdir(), 'brookesia-test-state', randomUUID()),
    XDG_DOCUMENTS_DIR: join(tmpdir(), 'brookesia-test-documents', randomUUID()),
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
    BROOKESIA_PACKS: packs,
    // The same pictures on every machine, and nothing is tried or remembered.
    BROOKESIA_DEVICE: 'cpu',
  };
}

/** Runs `brookesia` as a process of its own, as people do; `around` adds to the environment. */
export function brookesia(
  words: readonly string[],
  cwd: string,
  packs = tinyPack,
  around: NodeJS.ProcessEnv = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], { cwd, env: { ...testEnvironment(packs), ...around } });
    let out = '';
    let err = '';
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    child.stderr.on('data', (part: Buffer) => (err += part.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
