import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { LoadedPack } from '../../../main/engine/pack/loaded-pack';
import { runTask } from '../../../main/engine/tasks/run-task';
import type { DrawnPicture } from '../../../main/engine/tasks/task';
import { AssetStore } from '../../../main/documents';
import { readPack } from '../../../main/packs';
import { requestAgain } from '../../../main/studio';
import { AssetId, JobRequest, type JobRequestInput } from '../../../preload/contract';
import { tinyPhotoPack } from '../../support/tiny-photo';

let pack: LoadedPack;
beforeAll(async () => {
  pack = await LoadedPack.open(await readPack(tinyPhotoPack));
  return () => pack.dispose();
});

const [width, height] = [300, 220];
const [source, mask] = ['1', '2'].map((digit) => AssetId.parse(digit.padStart(16, '0')));
if (source === undefined || mask === undefined) throw new Error('two ids');

/** Blue above, red below, every pixel a little other than its neighbours. The tiny pack takes blue for sky. */
function photo(channels: 3 | 4 = 3) {
  const data = Uint8Array.from({ length: width * height * channels }, (_, index) => {
    const [pixel, channel] = [Math.floor(index / channels), index % channels];
    const noise = ((pixel * 2654435761) >>> 24) % 20;
    if (channel === 3) return pixel % 7 === 0 ? 128 : 255;
    const isSky = pixel < (width * height) / 2;
    return (channel === 2 ? (isSky ? 200 : 100) : channel === 0 ? (isSky ? 60 : 180) : isSky ? 90 : 40) + noise;
  });
  return sharp(data, { raw: { width, height, channels } });
}

async function run(
  request: JobRequestInput,
  files: readonly { id: AssetId; bytes: Uint8Array }[],
): Promise<DrawnPicture> {
  const nothing = () => undefined;
  const told = { onProgress: nothing, onPlans: nothing, onPreview: nothing };
  const context = { pack, studio: '0.0.0-test', device: 'cpu', signal: new AbortController().signal, ...told };
  const result = await runTask(JobRequest.parse(request), files, context);
  const [picture] = result.kind === 'pictures' ? result.pictures : [];
  if (picture === undefined) throw new Error('no picture');
  return picture;
}

const edit = (prompt: string, more: Partial<JobRequestInput & { task: 'edit' }> = {}): JobRequestInput => ({
  ...{ task: 'edit', source, prompt, seed: 1 },
  ...more,
});

const bytesOf = async (picture: ReturnType<typeof photo>) => new Uint8Array(await picture.png().toBuffer());

/** Pixels that changed in the rows from `from` to `to`. */
async function changed(before: Uint8Array, after: Uint8Array, from = 0, to = height): Promise<number> {
  const [was, is] = [
    await sharp(before).ensureAlpha().raw().toBuffer(),
    await sharp(after).ensureAlpha().raw().toBuffer(),
  ];
  let count = 0;
  for (let pixel = from * width; pixel < to * width; pixel++)
    if ([0, 1, 2, 3].some((channel) => was[4 * pixel + channel] !== is[4 * pixel + channel])) count++;
  return count;
}

/** The mean colour of some rows. */
async function meanOf(bytes: Uint8Array, top: number, rows: number): Promise<number[]> {
  // Statistics are those of a file, whatever is to be done with it.
  const part = await sharp(bytes).extract({ left: 0, top, width, height: rows }).png().toBuffer();
  const { channels } = await sharp(part).stats();
  return channels.slice(0, 3).map(({ mean }) => Math.round(mean));
}

describe('a region', () => {
  test('takes on a colour, and not a pixel outside of it changes', async () => {
    const before = await bytesOf(photo());
    const picture = await run(edit('make the sky orange'), [{ id: source, bytes: before }]);
    expect([picture.width, picture.height]).toEqual([width, height]);
    const [red = 0, green = 0, blue = 0] = await meanOf(picture.bytes, 0, 90);
    expect(red).toBeGreaterThan(green + 40);
    expect(green).toBeGreaterThan(blue + 20);
    expect(await changed(before, picture.bytes, height / 2 + 12)).toBe(0);
    expect(picture.changed?.outside).toBe(0);
    expect(picture.changed?.inside).toBeGreaterThan(0.45 * width * height);
    expect(picture.recipe).toMatchObject({
      task: 'edit',
      filter: { change: 'orange', region: 'sky' },
      pack: { id: 'tiny-photo' },
    });
  });

  test('keeps opacity, and what it is transparent', async () => {
    const before = await bytesOf(photo(4));
    const { bytes } = await run(edit('make the sky grey'), [{ id: source, bytes: before }]);
    const alpha = (file: Uint8Array) => sharp(file).extractChannel(3).raw().toBuffer();
    expect((await alpha(bytes)).equals(await alpha(before))).toBe(true);
  });

  test('keeps the numbers of a wide colour space outside of it, and its profile', async () => {
    const before = new Uint8Array(await photo().withIccProfile('p3').png().toBuffer());
    const { bytes, changed: counted } = await run(edit('make the sky pink'), [{ id: source, bytes: before }]);
    expect(counted?.outside).toBe(0);
    expect((await sharp(bytes).metadata()).icc).toEqual((await sharp(before).metadata()).icc);
    const raw = (file: Uint8Array) =>
      sharp(file, { ignoreIcc: true }).extract({ left: 0, top: 130, width, height: 90 }).raw().toBuffer();
    expect((await raw(bytes)).equals(await raw(before))).toBe(true);
  });

  test('that is not there is said, and so is what no filter can do', async () => {
    const files = [{ id: source, bytes: await bytesOf(photo()) }];
    await expect(run(edit('make the grass green'), files)).rejects.toMatchObject({
      code: 'nothing-to-change',
      message: 'No vegetation was found in this picture. It stays as it is.',
    });
    const refused = run(edit('remove the dog'), files);
    await expect(refused).rejects.toMatchObject({ code: 'task-unsupported' });
    await expect(refused).rejects.toThrow(/it changes colours with filters and draws nothing/);
    await expect(refused).rejects.toHaveProperty('hint', expect.stringContaining('“make the sky a sunset”'));
  });
});

describe('all of the picture', () => {
  test.each(['make it brighter', 'make it warmer', 'make it black and white'])('“%s”', async (words) => {
    const before = await bytesOf(photo());
    const { bytes, changed: counted, recipe } = await run(edit(words), [{ id: source, bytes: before }]);
    expect(counted?.outside).toBe(0);
    expect(await changed(before, bytes)).toBeGreaterThan(0.9 * width * height);
    expect(recipe.filter).not.toHaveProperty('region');
    const [red = 0, green = 0, blue = 0] = await meanOf(bytes, 0, height);
    if (words.endsWith('white')) expect([red, blue]).toEqual([green, green]);
  });

  test('changes under a mask alone, which takes on a colour without a name', async () => {
    const before = await bytesOf(photo());
    const dots = Buffer.from('<svg width="110" height="110"><rect y="55" width="55" height="55" fill="white"/></svg>');
    const files = [
      { id: source, bytes: before },
      { id: mask, bytes: new Uint8Array(await sharp(dots).png().toBuffer()) },
    ];
    const picture = await run(edit('make it green', { region: { mask } }), files);
    expect(picture.changed?.outside).toBe(0);
    // The mask lies over the middle square.
    expect(await changed(before, picture.bytes, 0, height / 2)).toBe(0);
    expect(Math.abs((await changed(before, picture.bytes)) - 110 * 110)).toBeLessThan(500);
  });
});

test('the same picture comes out again from its recipe', async () => {
  const before = await bytesOf(photo());
  const { bytes, recipe } = await run(edit('make the sky a sunset'), [{ id: source, bytes: before }]);
  const assets = new AssetStore();
  const request = await requestAgain(recipe, assets, async () => before);
  if (request.task !== 'edit') throw new Error('no edit');
  const again = await run(request, [{ id: AssetId.parse(request.source), bytes: before }]);
  expect(Buffer.from(again.bytes).equals(Buffer.from(bytes))).toBe(true);
});
