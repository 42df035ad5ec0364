import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Opener = { readonly command: string; readonly arguments: readonly string[] };

/** Milliseconds that a browser may take to start and read the page. */
const patience = 60_000;

/** How this system opens a page in the default browser; undefined where nobody sits in front of a screen. */
export function openerFor(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  page: string,
): Opener | undefined {
  if (platform === 'win32') return { command: 'rundll32', arguments: ['url.dll,FileProtocolHandler', page] };
  if (platform === 'darwin') return { command: 'open', arguments: [page] };
  const display = environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'];
  return display === undefined || display === '' ? undefined : { command: 'xdg-open', arguments: [page] };
}

/**
 * Opens the address, which holds the studio's key. Everyone on the machine can read the words that a program is started with,
 * so the browser is given a page that only this user can read, and the page leads to the address. Where it cannot be opened,
 * the printed address remains.
 */
export function openBrowser(address: string): void {
  const { page, remove } = writeDoorstep(address);
  const opener = openerFor(process.platform, process.env, page);
  if (opener === undefined) {
    remove();
    return;
  }
  process.once('exit', remove);
  setTimeout(remove, patience).unref();
  const child = spawn(opener.command, opener.arguments, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

/** A page in a folder of its own that only this user can look into. */
export function writeDoorstep(address: string): { readonly page: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'brookesia-open-'));
  const page = join(folder, 'brookesia.html');
  const refresh = `<meta http-equiv="refresh" content="0; url=${encodeURI(address)}">`;
  writeFileSync(page, `<!doctype html><meta charset="utf-8"><title>Brookesia</title>${refresh}`, { mode: 0o600 });
  return { page, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
