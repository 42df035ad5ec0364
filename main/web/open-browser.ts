import { spawn } from 'node:child_process';

export type Opener = { readonly command: string; readonly arguments: readonly string[] };

/** How this system opens an address in the default browser; undefined where nobody sits in front of a screen. */
export function openerFor(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  address: string,
): Opener | undefined {
  if (platform === 'win32') return { command: 'rundll32', arguments: ['url.dll,FileProtocolHandler', address] };
  if (platform === 'darwin') return { command: 'open', arguments: [address] };
  const display = environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'];
  return display === undefined || display === '' ? undefined : { command: 'xdg-open', arguments: [address] };
}

/** Where it cannot be opened, the printed address remains. */
export function openBrowser(address: string): void {
  const opener = openerFor(process.platform, process.env, address);
  if (opener === undefined) return;
  const child = spawn(opener.command, opener.arguments, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
