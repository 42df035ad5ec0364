import type { TestProject } from 'vitest/node';
import { ensureBuilt } from '../support/built-studio';
import { fetchChromium, findChromium } from '../support/find-chromium';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The browser for the end-to-end tests; empty if there is none, and then they are skipped. */
    chromium: string;
    /** What the window runs in. */
    shell: 'browser' | 'electron';
  }
}

const shells = {
  browser: 'the browser host',
  electron: "a stand-in for Electron, with the main and preload bundles as shipped; Electron's own binary did not run",
};

const didNotRun = [
  'The end-to-end tests (test/e2e) did NOT run: there is no Chromium or Chrome, and none could be fetched.',
  'Install one, or name one with CHROME_PATH, and run: npm run test:e2e',
].join('\n');

/** Once before the end-to-end tests: a browser and a built studio. Says at the end if there was no browser. */
export default function setup(project: TestProject): () => void {
  const chromium = findChromium() ?? fetchChromium() ?? '';
  if (chromium !== '') ensureBuilt();
  const shell = project.name === 'e2e-electron' ? 'electron' : 'browser';
  project.provide('chromium', chromium);
  project.provide('shell', shell);
  if (chromium !== '') console.log(`The end-to-end tests of ${project.name} run on ${shells[shell]}.`);
  return () => {
    if (chromium === '') console.warn(didNotRun);
  };
}
