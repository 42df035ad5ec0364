import { describe, expect, it } from 'vitest';
import { installedChromium } from '../../support/find-chromium';

const only =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

describe('the browser for the end-to-end tests', () => {
  it('is the one that CHROME_PATH names', () => {
    const environment = { CHROME_PATH: '/opt/chrome', PATH: '/usr/bin' };
    expect(installedChromium('linux', environment, only('/opt/chrome', '/usr/bin/chromium'))).toBe('/opt/chrome');
  });

  it('is asked for again when CHROME_PATH names nothing', () => {
    expect(() => installedChromium('linux', { CHROME_PATH: '/opt/chrome' }, only())).toThrow('/opt/chrome');
  });

  it.each(['/usr/bin/chromium', '/usr/bin/google-chrome', '/snap/bin/chromium'])('is found at %s', (path) => {
    expect(installedChromium('linux', {}, only(path))).toBe(path);
  });

  it('is found on macOS', () => {
    const path = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(installedChromium('darwin', {}, only(path))).toBe(path);
  });

  it('is found on Windows', () => {
    const path = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
    expect(installedChromium('win32', { PROGRAMFILES: 'C:\\Program Files' }, only(path))).toBe(path);
  });

  it('is missing where there is none', () => {
    expect(installedChromium('linux', { PATH: '/usr/bin' }, only())).toBeUndefined();
  });
});
