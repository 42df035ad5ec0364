import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FileOffer, packEnding, pictureEndings, projectEnding } from '../../preload/contract';

/** Words of a command line that are looked at; links and other programs may start the studio with any number. */
const maximumWords = 64;
const maximumLength = 4096;

/**
 * The files that a command line names: absolute paths of files that the studio knows by their endings. Everything else -
 * switches, addresses, shares of other machines, folders of the system - is left out without a word.
 */
export function filesAmong(words: readonly unknown[], folder: string): string[] {
  const paths = words.slice(0, maximumWords).flatMap((word) => fileIn(word, folder) ?? []);
  return [...new Set(paths)];
}

/** What the studio does with a file of this name; undefined when it does nothing with it. */
export function kindOfFile(path: string): FileOffer['kind'] | undefined {
  const name = path.toLowerCase();
  if (name.endsWith(packEnding)) return 'pack';
  // With the tilde: the backup of a project.
  if (name.endsWith(projectEnding) || name.endsWith(`${projectEnding}~`)) return 'project';
  return pictureEndings.some((ending) => name.endsWith(ending)) ? 'picture' : undefined;
}

function fileIn(word: unknown, folder: string): string | undefined {
  if (typeof word !== 'string' || word.length > maximumLength || word.includes('\0') || word.startsWith('-'))
    return undefined;
  const path = /^[a-z][a-z0-9+.-]+:/i.test(word) ? pathIn(word) : word;
  if (path === undefined || isElsewhere(path) || kindOfFile(path) === undefined) return undefined;
  return isAbsolute(path) ? path : resolve(folder, path);
}

/** Desktops hand over addresses of files; other addresses are none of the studio's business. */
function pathIn(address: string): string | undefined {
  try {
    const url = new URL(address);
    return url.protocol === 'file:' && url.host === '' ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
}

/** To look at a share of another machine already tells that machine who the user is. */
function isElsewhere(path: string): boolean {
  return /^[\\/]{2}/.test(path);
}
