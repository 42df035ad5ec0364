import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { edgesOf } from '../../../main/core/control/edges';
import { AssetStore, importEdges } from '../../../main/documents';

const side = 48;

async function photo(width: number): Promise<Uint8Array> {
  const block = { create: { width: 20, height: 20, channels: 3 as const, background: '#803020' } };
  const ground = sharp({ create: { width, height: side, channels: 3, background: '#e0e8f0' } });
  return new Uint8Array(
    await ground
      .composite([{ input: block, left: (width - 20) / 2, top: 14 }])
      .png()
      .toBuffer(),
  );
}

async function pixels(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).removeAlpha().raw().toBuffer();
}

describe('edges of a picture', () => {
  test('are those that the packs are trained on', async () => {
    const assets = new AssetStore();
    const bytes = await photo(side);
    const id = assets.put({ bytes, mime: 'image/png', width: side, height: side }, 'keep');
    const edges = await importEdges(assets, id, side);
    expect(edges).toMatchObject({ mime: 'image/png', width: side, height: side });
    const wanted = edgesOf({ data: new Uint8Array(await pixels(bytes)), width: side, height: side });
    expect(await pixels(assets.require(edges.id).bytes)).toEqual(Buffer.from(wanted.data));
  });

  test('are of its middle square', async () => {
    const assets = new AssetStore();
    const wide = assets.put({ bytes: await photo(2 * side), mime: 'image/png', width: 2 * side, height: side }, 'keep');
    const square = assets.put({ bytes: await photo(side), mime: 'image/png', width: side, height: side }, 'keep');
    const [one, other] = [await importEdges(assets, wide, side), await importEdges(assets, square, side)];
    const [first, second] = [assets.require(one.id), assets.require(other.id)];
    expect(await pixels(first.bytes)).toEqual(await pixels(second.bytes));
  });
});
