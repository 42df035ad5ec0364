import type { TestProject } from 'vitest/node';
import { ensureBuilt } from '../support/built-studio';
import { fetchChromium, findChromium } from '../support/find-chromium';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The browser for the end-to-end tests; empty if there is none, and then they are skipped. */
    chromium: string;
  }
}

const didNotRun = [
  'The end-to-end tests (test/e2e) did NOT run: there is no Chromium or Chrome, and none could be fetched.',
  'Install one, or name one with CHROME_PATH, and run: npm run test:e2e',
].join('\n');

/** Once before the end-to-end tests: a browser and a built studio. Says at the end if there was no browser. */
export default function setup(project: TestProject): () => void {
  const chromium = findChromium() ?? fetchChromium() ?? '';
  if (chromium !== '') ensureBuilt();
  project.provide('chromium', chromium);
  return () => {
    if (chromium === '') console.warn(didNotRun);
  };
}
