import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, sep } from 'node:path';
import { FolderId, StudioError, z } from '../../preload/contract';
import { parseJson } from '../core/text/parse-json';
import { writeFileAtomically } from '../documents';

export type Folder = { readonly id: FolderId; readonly path: string };

const FoldersFile = z.object({
  format: z.literal('brookesia-library'),
  version: z.literal(1),
  folders: z.array(z.object({ id: FolderId, path: z.string() })),
});

/** Which folders the library is made of; kept in a file beside the store. */
export class Folders {
  readonly #file: string;
  #folders: readonly Folder[];

  private constructor(file: string, folders: readonly Folder[]) {
    this.#file = file;
    this.#folders = folders;
  }

  /** A file that cannot be read is an empty list: folders can be added again, nothing else hangs on it. */
  static async open(place: string): Promise<Folders> {
    const file = join(place, 'folders.json');
    const text = await readFile(file, 'utf8').catch(() => '');
    const parsed = FoldersFile.safeParse(parseJson(text));
    return new Folders(file, parsed.success ? parsed.data.folders : []);
  }

  all(): readonly Folder[] {
    return this.#folders;
  }

  nameOf({ path }: Folder): string {
    return basename(path) || path;
  }

  /** The folder, new or known. Throws `folder-missing`, and `bad-request` where one folder would hold another. */
  async add(path: string): Promise<Folder> {
    const real = await realFolder(path);
    const known = this.#folders.find((each) => each.path === real);
    if (known !== undefined) return known;
    const around = this.#folders.find((each) => isWithin(real, each.path) || isWithin(each.path, real));
    if (around !== undefined) throw overlapping(real, around.path);
    const folder = { id: folderIdOf(real), path: real };
    await this.#write([...this.#folders, folder]);
    return folder;
  }

  async remove(id: FolderId): Promise<void> {
    await this.#write(this.#folders.filter((folder) => folder.id !== id));
  }

  async #write(folders: readonly Folder[]): Promise<void> {
    const content = { format: 'brookesia-library', version: 1, folders };
    await mkdir(join(this.#file, '..'), { recursive: true });
    await writeFileAtomically(this.#file, new TextEncoder().encode(JSON.stringify(content, undefined, 2)));
    this.#folders = folders;
  }
}

function folderIdOf(path: string): FolderId {
  return FolderId.parse(`folder-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`);
}

function isWithin(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

async function realFolder(path: string): Promise<string> {
  try {
    if (!isAbsolute(path)) throw new TypeError('not an absolute path');
    const real = await realpath(path);
    if (!(await stat(real)).isDirectory()) throw new TypeError('not a folder');
    return real;
  } catch (cause) {
    const hint = 'Give the whole path of a folder that is there and that you may read.';
    throw new StudioError({ code: 'folder-missing', message: `There is no folder at “${path}”.`, hint }, { cause });
  }
}

function overlapping(path: string, other: string): StudioError {
  return new StudioError({
    code: 'bad-request',
    message: `The folders “${path}” and “${other}” lie one inside the other: photos would be listed twice.`,
    hint: 'Remove the one that is in the library before you add the other.',
  });
}
