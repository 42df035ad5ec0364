import { copyFile, readFile, readdir, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { similarity } from '../../../main/core/retrieval/vectors';
import { RetrieverShelf } from '../../../main/engine/retriever/retriever-shelf';
import { readTokenizer } from '../../../main/engine/text/hub-tokenizer';
import { chooseRetriever } from '../../../main/library/host/retriever-in-use';
import { readPack } from '../../../main/packs';
import { RetrieverGraphs, z } from '../../../preload/contract';
import { copyTinyPack, editManifest, temporaryFolder } from '../../support/temporary-pack';

const Made = z.object({
  retriever: z.unknown(),
  expected: z.object({
    texts: z.array(z.string()),
    tokens: z.array(z.array(z.int())),
    textVectors: z.array(z.array(z.number())),
    slope: z.array(z.number()),
  }),
});

/** Random CLIP and SigLIP models, exported from Hugging Face's transformers with what PyTorch says: tests/test_from_clip.py of the recipe. */
async function made(kind: string) {
  const folder = join(import.meta.dirname, '..', '..', 'support', 'tiny-clip', kind);
  const { retriever, expected } = Made.parse(JSON.parse(await readFile(join(folder, 'retriever.json'), 'utf8')));
  return { folder, retriever: RetrieverGraphs.parse(retriever), expected };
}

/** The tiny pack with this retriever in place of its own. */
async function packWith(kind: string) {
  const { folder: from, retriever, expected } = await made(kind);
  const folder = await copyTinyPack(await temporaryFolder(onTestFinished));
  const names = (await readdir(from)).filter((name) => name.startsWith('retriever-'));
  for (const name of names) await copyFile(join(from, name), join(folder, name));
  const files = await Promise.all(names.map((name) => fileOf(folder, name)));
  await editManifest(folder, (manifest) => {
    manifest.retriever = retriever;
    manifest.files = [...manifest.files.filter(({ path }) => !names.includes(path)), ...files];
  });
  return { pack: await readPack(folder), expected };
}

async function fileOf(folder: string, path: string) {
  const bytes = await readFile(join(folder, path));
  const { size } = await stat(join(folder, path));
  return { path, bytes: size, sha256: createHash('sha256').update(bytes).digest('hex') };
}

const side = 32;
/** The picture of `slope` in the recipe's test. */
const slope = Uint8Array.from({ length: 3 * side * side }, (_, index) => {
  const [c, pixel] = [index % 3, Math.floor(index / 3)];
  const [x, y] = [pixel % side, Math.floor(pixel / side)];
  return (7 * x * (c + 1) + 5 * y * (3 - c)) % 256;
});

describe.each([
  ['clip', 'cover'],
  ['siglip', 'stretch'],
])('an export of %s as a pack’s retriever', (kind, fit) => {
  test('gives the vectors that PyTorch gives, for texts that are empty or too long and for a picture', async () => {
    const { pack, expected } = await packWith(kind);
    const shelf = new RetrieverShelf();
    shelf.configure([pack]);
    const squares = [{ side, rgb: slope }];
    const vectors = await shelf.embed({ pack: pack.hash, texts: expected.texts, squares });
    const wanted = [...expected.textVectors, expected.slope];
    expect(vectors).toHaveLength(wanted.length);
    vectors.forEach((vector, row) => {
      expect(similarity(vector, vector)).toBeCloseTo(1, 5);
      expect(similarity(vector, Float32Array.from(wanted[row] ?? []))).toBeCloseTo(1, 5);
    });
  });

  test('reads texts as the tokenizers library does, and tells the library how pictures become squares', async () => {
    const { pack, expected } = await packWith(kind);
    const words = pack.manifest.retriever?.text.words;
    const tokenizer = readTokenizer(await readFile(join(pack.folder, words?.tokenizer ?? '')));
    const [first = []] = expected.tokens;
    const own = first.filter((id) => id !== words?.begin && id !== words?.end);
    expect(tokenizer.encodeText(expected.texts[0] ?? '').slice(0, own.length)).toEqual(own);
    expect(chooseRetriever([pack])?.settings).toMatchObject({ side, fit, dimension: expected.slope.length });
  });
});

test('a retriever of pixels has to say how large they are', async () => {
  const { pack } = await packWith('clip');
  await editManifest(pack.folder, ({ retriever }) => delete retriever?.pixels);
  await expect(readPack(pack.folder)).rejects.toMatchObject({ code: 'pack-invalid' });
});
