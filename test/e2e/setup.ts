import type { TestProject } from 'vitest/node';
import { ensureBuilt, projectRoot } from '../support/built-studio';
import { buildStandIn, standInProgram } from '../support/electron-program/build.mjs';
import { findElectron } from '../support/find-electron';
import { fetchChromium, findChromium } from '../support/find-chromium';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The browser for the end-to-end tests; empty if there is none, and then they are skipped. */
    chromium: string;
    /** What the window runs in. */
    shell: 'browser' | 'electron';
    /** Electron's binary, or the program that stands in for it. */
    electron: string;
  }
}

const shells = {
  browser: 'the browser host',
  standIn: "a stand-in for Electron, with the main and preload bundles as shipped; Electron's own binary did not run",
  electron:
    "Electron's own binary, with the main and preload bundles as shipped; attacks that reach into the shell run on its stand-in",
};

const didNotRun = [
  'The end-to-end tests (test/e2e) did NOT run: there is no Chromium or Chrome, and none could be fetched.',
  'Install one, or name one with CHROME_PATH, and run: npm run test:e2e',
].join('\n');

/** Once before the end-to-end tests: a browser and a built studio. Says what ran, and at the end if there was no browser. */
export default async function setup(project: TestProject): Promise<() => void> {
  const chromium = findChromium() ?? fetchChromium() ?? '';
  if (chromium !== '') ensureBuilt();
  const shell = project.name === 'e2e-electron' ? 'electron' : 'browser';
  const binary = shell === 'electron' ? findElectron() : undefined;
  project.provide('chromium', chromium);
  project.provide('shell', shell);
  if (shell === 'electron' && binary === undefined) await buildStandIn(projectRoot);
  project.provide('electron', binary ?? standInProgram(projectRoot));
  const what = shell === 'browser' ? shells.browser : binary === undefined ? shells.standIn : shells.electron;
  if (chromium !== '') console.log(`The end-to-end tests of ${project.name} run on ${what}.`);
  return () => {
    if (chromium === '') console.warn(didNotRun);
  };
}
