import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';

const run = promisify(execFile);
const here = import.meta.dirname;
const root = join(here, '..', '..');
const python = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];

/** Milliseconds after which a process has surely hung. */
const patience = 900_000;
const largestAnswer = 2 ** 24;

export const defaultPython = join(here, '.venv', ...python);

/** A program and the arguments before the request. */
export type Program = readonly [file: string, ...leading: string[]];

/** Runs a program on a request and returns the JSON of the last line that it prints. */
export async function ask([file, ...leading]: Program, request: unknown): Promise<unknown> {
  const { stdout } = await run(file, [...leading, JSON.stringify(request)], {
    timeout: patience,
    maxBuffer: largestAnswer,
  });
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

export function pythonProgram(interpreter: string, script: string): Program {
  return [interpreter, join(here, script)];
}

/** What a program said of its failure: the last line that names an error, or simply the last. */
export function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const said = 'stderr' in thrown && typeof thrown.stderr === 'string' ? thrown.stderr.trim().split('\n') : [];
  return (said.findLast((line) => /error:|what\(\):/i.test(line)) ?? said.at(-1))?.trim() || thrown.message;
}

/** Vite is not in the measured process: its memory is not the peer's. */
export async function compiled(entry: string, home: string): Promise<Program> {
  const outDir = join(home, 'node_modules', '.cache', 'bench-peers');
  await build({
    ...{ configFile: false, root: home, logLevel: 'error', publicDir: false },
    ssr: { external: true },
    build: {
      ...{ ssr: true, outDir, emptyOutDir: false, target: 'node20', minify: false },
      rolldownOptions: { input: join(here, `${entry}.ts`), output: { entryFileNames: `${entry}.mjs` } },
    },
  });
  return [process.execPath, join(outDir, `${entry}.mjs`)];
}

/** Where a program must lie to find the packages of the studio, and those of the peers. */
export const homes = { studio: root, peers: here } as const;

export function isInstalled(packageName: string): boolean {
  return existsSync(join(here, 'node_modules', packageName, 'package.json'));
}

/** Undefined when it can import the modules, otherwise what it said. */
export async function pythonLacks(interpreter: string, modules: readonly string[]): Promise<string | undefined> {
  try {
    await run(interpreter, ['-c', `import ${modules.join(', ')}`]);
    return undefined;
  } catch (thrown) {
    return reasonOf(thrown);
  }
}
