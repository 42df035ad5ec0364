import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContextOptions, type ElectronApplication, type Page, _electron } from 'playwright-core';
import { inject, vi } from 'vitest';
import { projectRoot } from '../../support/built-studio';
import { testEnvironment } from '../../support/command-line';
import { packsOfThisRun } from '../../support/studio-process';
import { StudioPage } from '../studio-page';
import { programDoor } from './program-door';

const patience = 60_000;

export type Launch = {
  readonly packs?: string;
  /** Adds to the environment. */
  readonly around?: NodeJS.ProcessEnv;
  /** What processes of one user share; a new one unless given. */
  readonly profile?: string;
};

/**
 * The studio as a process of its own, the built main and preload bundles in it: in Electron's binary where there is one,
 * otherwise in the stand-in. Playwright starts and drives both in the same way.
 */
export class ElectronProgram {
  readonly application: ElectronApplication;
  readonly page: Page;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #profile: string;

  private constructor(application: ElectronApplication, page: Page, environment: NodeJS.ProcessEnv, profile: string) {
    this.application = application;
    this.page = page;
    this.#environment = environment;
    this.#profile = profile;
  }

  /** Resolves when there is a window and a page in it. */
  static async launch({ packs = packsOfThisRun(), around = {}, profile }: Launch = {}): Promise<ElectronProgram> {
    const folder = profile ?? (await mkdtemp(join(tmpdir(), 'brookesia-profile-')));
    const environment = { ...process.env, ...testEnvironment(packs), ...display(), ...around };
    const application = await _electron.launch({
      executablePath: inject('electron'),
      args: [`--user-data-dir=${folder}`, projectRoot],
      env: strings(environment),
      timeout: patience,
    });
    if (profile === undefined) application.on('close', () => void rm(folder, { recursive: true, force: true }));
    const page = await application.firstWindow({ timeout: patience });
    await page.getByTestId('prompt').waitFor({ timeout: patience });
    return new ElectronProgram(application, page, environment, folder);
  }

  /** The window as its user finds it. */
  async window(): Promise<StudioPage> {
    const studio = this.#studio();
    await studio.ready();
    return studio;
  }

  /** The window as a new visitor finds it: nothing remembered, of an ordinary size. */
  async visit({ colorScheme }: BrowserContextOptions = {}): Promise<StudioPage> {
    await this.page.setViewportSize({ width: 1280, height: 800 });
    await this.page.emulateMedia({ colorScheme: colorScheme ?? 'light' });
    await this.page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    const studio = this.#studio();
    await this.page.reload();
    await studio.ready();
    await studio.settled();
    return studio;
  }

  /** Starts the program once more with the same profile, as a double click on files does. */
  again(words: readonly string[], folder: string): ChildProcess {
    const superuser = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const all = [...superuser, `--user-data-dir=${this.#profile}`, projectRoot, ...words];
    return spawn(inject('electron'), all, {
      cwd: folder,
      env: this.#environment,
      stdio: 'ignore',
      shell: process.platform === 'win32',
    });
  }

  /** The engine that runs now; waits for it while there is none. */
  enginePid(): Promise<number> {
    return vi.waitFor(
      async () => {
        const found = await this.application.evaluate(({ app }) =>
          app.getAppMetrics().find(({ name, serviceName }) => [name, serviceName].includes('Brookesia engine')),
        );
        if (found === undefined) throw new Error('The studio has no engine process.');
        return found.pid;
      },
      { timeout: patience },
    );
  }

  /** Ends as a user ends it; resolves with the exit code. */
  async quit(): Promise<number | null> {
    const child = this.application.process();
    const ended = once(child, 'exit') as Promise<[number | null]>;
    await this.application.close();
    const [code] = await ended;
    return code;
  }

  async stop(): Promise<void> {
    await this.quit();
  }

  /** `URL.origin` is null for a scheme of one's own. */
  #studio(): StudioPage {
    const { protocol, host } = new URL(this.page.url());
    return new StudioPage(this.page, `${protocol}//${host}`, programDoor(this.application));
  }

  /** Ends as a crash ends it. */
  async kill(): Promise<void> {
    const child = this.application.process();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

/** The environment of tests has no display, so that nothing opens a browser; Electron's own binary needs one. */
function display(): NodeJS.ProcessEnv {
  return { DISPLAY: process.env['DISPLAY'] ?? '', WAYLAND_DISPLAY: process.env['WAYLAND_DISPLAY'] ?? '' };
}

function strings(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
