import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const seconds = 1000;
/** The shell's bundles find a stand-in where they ask for Electron. */
const standIn = { alias: { electron: join(import.meta.dirname, 'test/support/electron/index.ts') } };

/** On a machine that others use, too, a window may come too late once; the report names every test that needed a second try. */
const retry = process.env['CI'] === undefined ? 0 : 1;
/** What a window shall show comes within this time, not at once. */
const patience = { poll: { timeout: 15 * seconds } };

/** Specs of what only the browser host has: its key and its addresses. */
const onlyInBrowsers = ['test/e2e/{privacy,starting}.test.ts'];

/** One project for each kind of test; they run one after the other, the quickest kind first. */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          environment: './test/support/client-environment.ts',
          server: { deps: { inline: ['svelte'] } },
          testTimeout: 20 * seconds,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          testTimeout: 20 * seconds,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: standIn,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/support/built-studio.ts'],
          testTimeout: 60 * seconds,
          hookTimeout: 60 * seconds,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/*.test.ts'],
          retry,
          expect: patience,
          globalSetup: ['test/e2e/setup.ts'],
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 120 * seconds,
          hookTimeout: 120 * seconds,
          sequence: { groupOrder: 3 },
        },
      },
      {
        resolve: standIn,
        test: {
          name: 'e2e-electron',
          retry,
          expect: patience,
          include: ['test/e2e/*.test.ts', 'test/e2e/electron/*.test.ts'],
          exclude: onlyInBrowsers,
          globalSetup: ['test/e2e/setup.ts'],
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 120 * seconds,
          hookTimeout: 120 * seconds,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
