import { type PackProblem, errorData } from '../../preload/contract';
import { type FoundPacks, type InstalledPack, findPacks, verifyPack } from '../packs';

/** The packs of a running studio. */
export class PackShelf {
  readonly #folders: readonly string[];
  #found: Promise<FoundPacks> | undefined;

  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** Reads the folders at the first call. */
  readonly list = (): Promise<FoundPacks> => (this.#found ??= findPacks(this.#folders));

  /** Reads the folders anew, for instance after a pack was installed. */
  reread(): Promise<FoundPacks> {
    this.#found = findPacks(this.#folders);
    return this.#found;
  }

  /**
   * Hashes every file of every pack and turns the damaged packs into problems. Returns whether any was damaged. Meant for
   * a quiet moment: the engine checks what it loads by itself.
   */
  async verify(): Promise<boolean> {
    const { packs, problems } = await this.list();
    const damaged = await problemsOf(packs);
    if (damaged.size === 0) return false;
    const sound = packs.filter((pack) => !damaged.has(pack));
    this.#found = Promise.resolve({ packs: sound, problems: [...problems, ...damaged.values()] });
    return true;
  }
}

async function problemsOf(packs: readonly InstalledPack[]): Promise<Map<InstalledPack, PackProblem>> {
  const damaged = new Map<InstalledPack, PackProblem>();
  for (const pack of packs) {
    await verifyPack(pack).catch((thrown: unknown) =>
      damaged.set(pack, { folder: pack.folder, error: errorData(thrown) }),
    );
  }
  return damaged;
}
