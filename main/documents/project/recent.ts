import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type RecentProject, projectEnding, z } from '../../../preload/contract';
import { writeFileAtomically } from '../atomic-write';

const maximumRecent = 12;
const Paths = z.array(z.string());

/** The project files that were saved or opened last, kept in a file of its own. */
export class RecentProjects {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** The newest first. */
  async list(): Promise<RecentProject[]> {
    return (await this.#paths()).map((path) => ({ id: idOf(path), name: projectName(path), folder: dirname(path) }));
  }

  async path(id: string): Promise<string | undefined> {
    return (await this.#paths()).find((path) => idOf(path) === id);
  }

  /** Whether it is in the list now. One that cannot be written is no reason to refuse what was saved or opened. */
  async add(path: string): Promise<boolean> {
    const others = (await this.#paths()).filter((other) => other !== path);
    const json = JSON.stringify([path, ...others].slice(0, maximumRecent), undefined, 2);
    try {
      await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
      await writeFileAtomically(this.#file, new TextEncoder().encode(json));
      return true;
    } catch (thrown) {
      console.error('The list of recent projects could not be written', thrown);
      return false;
    }
  }

  /** A list that is damaged or missing counts as empty. */
  async #paths(): Promise<string[]> {
    try {
      return Paths.parse(JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      return [];
    }
  }
}

/** The name of a project as people read it. */
export function projectName(path: string): string {
  return basename(path).replace(new RegExp(`\\${projectEnding}~?$`, 'i'), '');
}

function idOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}
