import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readFile, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { isInside } from '../packs/contain';

/** The kinds of file that the window consists of; anything else is not served. */
const mimeTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

export type Page = { readonly path: string; readonly mime: string; readonly bytes: number };

/**
 * The file of the window that an address asks for; undefined when there is none, or when it would lie outside `folder`
 * by dots, encoded separators, a drive letter or a symbolic link.
 */
export async function resolvePage(folder: string, pathname: string): Promise<Page | undefined> {
  const path = pagePath(pathname);
  const mime = path === undefined ? undefined : mimeTypes[extname(path).toLowerCase()];
  if (path === undefined || mime === undefined) return undefined;
  return findPage(folder, path, mime);
}

async function findPage(folder: string, path: string, mime: string): Promise<Page | undefined> {
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
    const found = await stat(real);
    return isInside(root, real) && found.isFile() ? { path: real, mime, bytes: found.size } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The bytes of a page that was found; undefined when what is at its path is no longer that file, because a folder on the way
 * was replaced by a link since. What is opened first and looked up afterwards must be one and the same.
 */
export async function readPage({ path }: Page): Promise<Uint8Array | undefined> {
  if (isArchived(path)) return readFile(path);
  try {
    // Windows has no such flag; its links are seen by the look-up.
    const handle = await open(path, constants.O_RDONLY | ((constants.O_NOFOLLOW as number | undefined) ?? 0));
    try {
      return (await isStill(handle, path)) ? await handle.readFile() : undefined;
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

async function isStill(handle: FileHandle, path: string): Promise<boolean> {
  const [opened, there, real] = await Promise.all([
    handle.stat({ bigint: true }),
    lstat(path, { bigint: true }),
    realpath(path),
  ]);
  return real === path && opened.ino === there.ino && opened.dev === there.dev;
}

/** Nothing can be replaced inside Electron's archive, whose integrity is checked; there a file has no number of its own. */
function isArchived(path: string): boolean {
  return 'electron' in process.versions && /\.asar[\\/]/.test(path);
}

/** Only plain names separated by slashes; `/` is the start page. */
export function pagePath(pathname: string): string | undefined {
  if (pathname === '/') return 'index.html';
  const path = /^\/((?:[\w-][\w.-]*\/)*[\w-][\w.-]*)$/.exec(pathname)?.[1];
  return path?.includes('..') === true ? undefined : path;
}

/**
 * What the window may load and connect to: itself. `connections` are further addresses for fetch and WebSocket.
 * Styles that Svelte and Konva set through the CSSOM need no permission.
 */
export function contentSecurityPolicy(connections: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    ["connect-src 'self'", ...connections].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // Markup from text only by these two: Svelte's own templates, and the empty text (renderer/trusted-types.ts).
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html default',
  ].join('; ');
}

/** Headers of every answer to the window, in both shells. */
export function pageHeaders(connections: readonly string[] = []): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(connections),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}
