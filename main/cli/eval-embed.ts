import { eyeOf } from '../library/host';
import { squareFrom } from '../library/scan/read-photo';
import type { InstalledPack } from '../packs';
import type { Studio } from '../studio';

/** Texts that are embedded at once. */
const batch = 64;

export type Embedder = {
  readonly pictures: (files: readonly Uint8Array[]) => Promise<readonly Float32Array[]>;
  readonly texts: (texts: readonly string[]) => Promise<readonly Float32Array[]>;
};

/** The pack's retriever as the library asks it; undefined where it has none. */
export function embedderOf({ host }: Studio, { hash, manifest }: InstalledPack): Embedder | undefined {
  const eye = eyeOf(manifest);
  if (eye === undefined) return undefined;
  const shape = { side: eye.pixels, fit: eye.fit };
  return {
    pictures: async (files) => {
      const squares = await Promise.all(files.map((file) => squareFrom(file, shape)));
      return host.embed({ pack: hash, texts: [], squares }, true);
    },
    texts: async (texts) => {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += batch) {
        const some = texts.slice(start, start + batch);
        vectors.push(...(await host.embed({ pack: hash, texts: some, squares: [] }, true)));
      }
      return vectors;
    },
  };
}
