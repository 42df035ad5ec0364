import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from 'playwright-core';

const minutesToFetch = 5;

type Environment = Readonly<Record<string, string | undefined>>;

/** The path of an installed Chromium or Chrome. */
export function findChromium(): string | undefined {
  return installedChromium(process.platform, process.env, existsSync);
}

/** The path of the Chromium that Playwright keeps, fetched if it is not there; undefined if it cannot be had. */
export function fetchChromium(): string | undefined {
  const path = chromium.executablePath();
  if (!existsSync(path)) fetchFromPlaywright();
  return existsSync(path) ? path : undefined;
}

/** The first browser found: the one named by CHROME_PATH, on the search path, then at the usual places. */
export function installedChromium(
  platform: NodeJS.Platform,
  environment: Environment,
  exists: (path: string) => boolean,
): string | undefined {
  const named = environment['CHROME_PATH'];
  if (named !== undefined && named !== '') {
    if (!exists(named)) throw new Error(`CHROME_PATH names ${named}, but there is no such file.`);
    return named;
  }
  return [...usualPlaces(platform, environment)].find(exists);
}

function usualPlaces(platform: NodeJS.Platform, environment: Environment): readonly string[] {
  if (platform === 'darwin') return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(macApplication);
  if (platform === 'win32') return windowsPlaces(environment);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = new Set([...(environment['PATH'] ?? '').split(delimiter), '/usr/bin', '/snap/bin']);
  return names.flatMap((name) => [...folders].map((folder) => join(folder, name)));
}

function macApplication(name: string): string {
  return `/Applications/${name}.app/Contents/MacOS/${name}`;
}

function windowsPlaces(environment: Environment): readonly string[] {
  const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
  const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => environment[name] ?? []);
  return programs.flatMap((program) => folders.map((folder) => `${folder}\\${program}`));
}

function fetchFromPlaywright(): void {
  console.log('No Chromium or Chrome is installed; trying to fetch one …');
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  spawnSync(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    stdio: 'ignore',
    timeout: minutesToFetch * 60_000,
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
  });
}
