import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineHost } from '../../../main/engine/host';
import { nodeEngineLauncher } from '../../../main/engine/launch-node';
import { readPack } from '../../../main/packs';
import {
  type AssetId,
  type Job,
  type JobId,
  JobRequest,
  type JobRequestInput,
  type Plan,
  type StudioEvent,
} from '../../../preload/contract';
import { MemoryPictures } from '../../support/memory-pictures';
import { tinyPack } from '../../support/temporary-pack';

const entry = join(import.meta.dirname, '..', '..', '..', 'out', 'main', 'engine.js');
const [width, height] = [300, 280];

let pictures: MemoryPictures;
let host: EngineHost;
let source: AssetId;
const listeners: ((event: StudioEvent) => void)[] = [];

beforeAll(async () => {
  pictures = new MemoryPictures();
  const emit = (event: StudioEvent) => listeners.forEach((listener) => listener(event));
  host = new EngineHost({ launcher: nodeEngineLauncher(entry), pictures, emit, version: '0.0.0-test' });
  host.start([await readPack(tinyPack)]);
  source = pictures.put({ bytes: await noise() });
});
afterAll(() => host.stop());

/** A picture in which every pixel is another one. */
async function noise(): Promise<Uint8Array> {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * 2654435761) >>> 24);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

const boat = { label: 'red boat', box: { x0: 0.25, y0: 0.5, x1: 0.5, y1: 0.75 } };
const before: Plan = { things: [boat], background: 'on the sea' };
const after: Plan = { things: [{ ...boat, label: 'blue boat' }], background: 'on the sea' };

const run = async (request: JobRequestInput): Promise<Job> => host.wait(await host.submit(JobRequest.parse(request)));
const edit = (change: Partial<JobRequestInput & { task: 'edit' }> = {}): JobRequestInput => ({
  ...{ task: 'edit', source, before, after, seed: 7 },
  ...change,
});

function resultsOf({ result, error }: Job) {
  if (result?.kind !== 'pictures') throw new Error(`no pictures: ${error?.message ?? ''} ${error?.detail ?? ''}`);
  return result.pictures.map((picture) => ({
    ...picture,
    bytes: pictures.held.get(picture.asset) ?? new Uint8Array(),
  }));
}

const raw = (bytes: Uint8Array | undefined) => sharp(bytes).removeAlpha().raw().toBuffer();

/** Whether pixels changed, inside and outside of a part of the picture. */
async function changes(bytes: Uint8Array | undefined, isInside: (x: number, y: number) => boolean) {
  const [was, is] = [await raw(pictures.held.get(source)), await raw(bytes)];
  const count = { inside: 0, outside: 0 };
  for (let pixel = 0; pixel < width * height; pixel++) {
    const same = [0, 1, 2].every((channel) => was[3 * pixel + channel] === is[3 * pixel + channel]);
    if (!same) count[isInside(pixel % width, Math.floor(pixel / width)) ? 'inside' : 'outside']++;
  }
  return count;
}

/** Of the square in the middle of the picture, in parts of its side. */
const within = (x0: number, y0: number, x1: number, y1: number) => (x: number, y: number) => {
  const [across, down] = [(x + 0.5 - (width - height) / 2) / height, (y + 0.5) / height];
  return across >= x0 && across < x1 && down >= y0 && down < y1;
};

function seen(id: JobId, fits: (job: Job) => boolean): Promise<Job> {
  return new Promise((resolve) => {
    listeners.push((event) => {
      if (event.type === 'job.changed' && event.job.id === id && fits(event.job)) resolve(event.job);
    });
  });
}

describe('an edit', () => {
  test('changes the cells in which two plans differ, and no pixel outside, at the size of the source', async () => {
    const job = await run(edit());
    const [picture] = resultsOf(job);
    expect(picture).toMatchObject({ width, height, recipe: { task: 'edit', before, plan: after } });
    expect(picture?.cells).toHaveLength(36);
    expect(picture?.recipe.cells).toEqual(picture?.cells);
    expect(picture?.uncertainty).toHaveLength(36);
    expect(job).toMatchObject({ before, plans: [after], regions: [picture?.cells] });
    const count = await changes(picture?.bytes, within(3 / 16, 7 / 16, 9 / 16, 13 / 16));
    expect(count.outside).toBe(0);
    expect(count.inside).toBeGreaterThan(5000);
  });

  test('draws everything anew where the background is another one', async () => {
    const [picture] = resultsOf(await run(edit({ after: { ...before, background: 'in the snow' } })));
    expect(picture?.cells).toBeUndefined();
    expect((await changes(picture?.bytes, within(0, 0, 1, 1))).outside).toBe(0);
  });

  test('of a region redraws just that, whatever the plans say', async () => {
    const region = { boxes: [{ x0: 0.5, y0: 0, x1: 0.75, y1: 0.25 }] };
    const [picture] = resultsOf(await run(edit({ after: before, region })));
    expect(picture?.cells).toEqual([8, 9, 10, 11, 24, 25, 26, 27, 40, 41, 42, 43, 56, 57, 58, 59]);
    expect((await changes(picture?.bytes, within(0.5, 0, 0.75, 0.25))).outside).toBe(0);
  });

  test('stays inside of a mask to the pixel, though it does not follow the cells', async () => {
    const disc = Buffer.from('<svg width="97" height="97"><circle cx="48" cy="48" r="20" fill="white"/></svg>');
    const mask = pictures.put({ bytes: await sharp(disc).png().toBuffer() });
    const [picture] = resultsOf(await run(edit({ after: before, region: { mask } })));
    const radius = (x: number, y: number) =>
      Math.hypot((x + 0.5 - width / 2) / height - 0, (y + 0.5) / height - 0.5 + 0.5 / 97);
    const { inside, outside } = await changes(picture?.bytes, (x, y) => radius(x, y) < 22 / 97);
    expect(outside).toBe(0);
    expect(inside).toBeGreaterThan(1000);
  });

  test('limited to a part leaves things elsewhere as they are', async () => {
    const far = { label: 'tree', box: { x0: 0.75, y0: 0, x1: 1, y1: 0.25 } };
    const two = { things: [boat, far], background: 'on the sea' };
    const both = { things: [after.things[0] ?? boat, { ...far, label: 'pine' }], background: 'in the snow' };
    const [picture] = resultsOf(await run(edit({ before: two, after: both, within: { boxes: [boat.box] } })));
    expect(picture?.recipe.plan).toEqual({ things: [far, ...after.things], background: 'on the sea' });
    expect((await changes(picture?.bytes, within(0.25, 0.5, 0.5, 0.75))).outside).toBe(0);
  });

  test('that changes nothing says so, and so does a mask that holds nothing', async () => {
    expect(await run(edit({ after: before }))).toMatchObject({ state: 'failed', error: { code: 'nothing-to-change' } });
    const black = pictures.put({
      bytes: await sharp({ create: { width: 8, height: 8, channels: 3, background: 'black' } })
        .png()
        .toBuffer(),
    });
    expect(await run(edit({ region: { mask: black } }))).toMatchObject({ error: { code: 'region-empty' } });
  });

  test('in words is read, planned and drawn; each candidate is the one it would be alone', async () => {
    const words = edit({ before: undefined, after: undefined, prompt: 'make the boat blue' });
    const alone = await run(words);
    const together = await run({ ...words, candidates: 2, rank: false } as JobRequestInput);
    expect(alone.before).toBeDefined();
    expect(alone.plans).toHaveLength(1);
    expect(resultsOf(together)[0]?.bytes).toEqual(resultsOf(alone)[0]?.bytes);
  });

  test('in one pass draws the whole picture anew', async () => {
    const [picture] = resultsOf(await run(edit({ after: undefined, mode: 'one-pass', prompt: 'make the boat blue' })));
    expect(picture).toMatchObject({ width, height });
    expect((await changes(picture?.bytes, within(0, 0, 1, 1))).inside).toBeGreaterThan(50_000);
  });

  test('goes on from where it was cancelled, to the picture that it would have become', async () => {
    const request = edit({ candidates: 2, after: { ...before, background: 'in the snow' } });
    const whole = resultsOf(await run(request));
    const id = await host.submit(JobRequest.parse(request));
    await seen(id, ({ previews }) => previews.length === 2);
    host.cancel(id);
    const { state, begun } = await host.wait(id);
    expect(state).toBe('cancelled');
    expect(begun?.codes[0]?.length).toBeGreaterThan(0);
    const continued = resultsOf(await run({ ...request, begun } as JobRequestInput));
    expect(continued.map(({ bytes }) => bytes)).toEqual(whole.map(({ bytes }) => bytes));
  });
});

describe('of several pictures that another one was changed into', () => {
  const region = { boxes: [{ x0: 0.25, y0: 0.25, x1: 0.75, y1: 0.75 }] };
  const requests = {
    edit: () => edit({ candidates: 3 }),
    inpaint: (): JobRequestInput => ({
      ...{ task: 'inpaint', source, region, boxes: [boat], before, seed: 7 },
      candidates: 3,
    }),
    control: (): JobRequestInput => ({
      ...{ task: 'control', control: source, kind: 'sketch', plan: before, seed: 7 },
      candidates: 3,
    }),
  };

  test.each(['edit', 'inpaint', 'control'] as const)(
    '%s: the one whose plan is read most surely is first',
    async (task) => {
      const request = requests[task]();
      const drawn = resultsOf(await run({ ...request, rank: false } as JobRequestInput));
      const ranked = resultsOf(await run(request));
      const order = ranked.map(({ recipe }) => recipe.candidate);
      expect(drawn.map(({ recipe }) => recipe.candidate)).toEqual([0, 1, 2]);
      expect(order.toSorted()).toEqual([0, 1, 2]);
      expect(ranked.map(({ bytes }) => bytes)).toEqual(order.map((candidate) => drawn[candidate]?.bytes));
      const likelihoods = ranked.map(({ scores }) => scores?.likelihood ?? Number.NaN);
      expect(likelihoods).toEqual(likelihoods.toSorted((one, other) => other - one));
      expect(likelihoods.every(Number.isFinite)).toBe(true);
      expect(drawn.every(({ scores }) => scores === undefined)).toBe(true);
    },
  );

  test('what is read back in them belongs to each', async () => {
    const ranked = resultsOf(await run(edit({ candidates: 3, readBack: true })));
    const drawn = resultsOf(await run(edit({ candidates: 3, readBack: true, rank: false })));
    for (const picture of ranked) expect(picture.read).toEqual(drawn[picture.recipe.candidate]?.read);
  });

  test('one alone is not scored, and neither are those of one pass, which have no plan', async () => {
    expect(resultsOf(await run(edit()))[0]?.scores).toBeUndefined();
    const whole = edit({ after: undefined, mode: 'one-pass', prompt: 'make the boat blue', candidates: 2 });
    expect(resultsOf(await run(whole)).every(({ scores }) => scores === undefined)).toBe(true);
  });
});

describe('other tasks that start from a picture', () => {
  test('a hole is filled with what is said, and nothing else changes', async () => {
    const region = { boxes: [{ x0: 0.25, y0: 0.25, x1: 0.75, y1: 0.75 }] };
    const [picture] = resultsOf(await run({ task: 'inpaint', source, region, prompt: 'a red boat', before, seed: 7 }));
    expect(picture?.recipe).toMatchObject({
      task: 'inpaint',
      prompt: 'a red boat',
      before,
      plan: { background: 'on the sea' },
    });
    expect(picture?.cells).toHaveLength(64);
    expect((await changes(picture?.bytes, within(0.25, 0.25, 0.75, 0.75))).outside).toBe(0);
  });

  test('a hole is filled with boxes, and with the background alone', async () => {
    const region = { cells: [100, 101, 116, 117] };
    const [boxed] = resultsOf(await run({ task: 'inpaint', source, region, boxes: [boat], seed: 7 }));
    expect(boxed?.recipe.plan?.things.at(-1)).toEqual(boat);
    const [erased] = resultsOf(await run({ task: 'inpaint', source, region, before: after, seed: 7 }));
    expect(erased?.recipe.plan?.things).toEqual(after.things);
  });

  test('a control is read as a plan and drawn', async () => {
    const job = await run({
      task: 'control',
      control: source,
      kind: 'edges',
      prompt: 'a red boat',
      seed: 7,
      readBack: true,
    });
    const [picture] = resultsOf(job);
    expect(picture).toMatchObject({ width: 256, height: 256, recipe: { task: 'control', plan: job.plans?.[0] } });
    expect(picture?.obeyed).toHaveLength(picture?.recipe.plan?.things.length ?? -1);
  });

  test('a picture is drawn after two others and read back', async () => {
    const other = pictures.put({ bytes: await noise() });
    const liken = {
      task: 'generate',
      prompt: 'a boat',
      plan: before,
      references: [source, other],
      readBack: true,
      seed: 7,
    } as const;
    const [picture] = resultsOf(await run({ ...liken, references: [...liken.references] }));
    expect(picture?.recipe.pictures).toHaveLength(2);
    expect(picture?.obeyed).toHaveLength(1);
    expect(picture?.read?.things.length).toBeGreaterThan(0);
    const [plain] = resultsOf(await run({ ...liken, references: [] }));
    expect(plain?.bytes).not.toEqual(picture?.bytes);
  });

  test('a layout is read, with how sure the model is of each part', async () => {
    const { result } = await run({ task: 'read', source });
    if (result?.kind !== 'plan') throw new Error('no plan');
    for (const { confidence } of [...result.plan.things, result.plan]) {
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });

  test('a question is answered, and the next one with it in mind', async () => {
    const first = await run({ task: 'ask', source, question: 'where is the boat', plan: before });
    if (first.result?.kind !== 'answer') throw new Error('no answer');
    const { answer } = first.result;
    const history = [{ question: 'where is the boat', answer }];
    const next = await run({ task: 'ask', source, question: 'what is this', box: boat.box, plan: before, history });
    const alone = await run({ task: 'ask', source, question: 'what is this', box: boat.box, plan: before });
    expect(next).toMatchObject({ state: 'done', result: { kind: 'answer', plan: before } });
    expect(next.result).not.toEqual(alone.result);
  });

  test('a thing is found, or is nowhere', async () => {
    const { result } = await run({ task: 'locate', source, thing: 'the red boat' });
    if (result?.kind !== 'answer') throw new Error('no answer');
    expect(result.answer.box !== undefined || result.answer.text === 'nowhere').toBe(true);
  });

  test.each(['segment', 'depth'] as const)('%s is a picture of its own', async (task) => {
    const [picture] = resultsOf(await run({ task, source }));
    expect(picture).toMatchObject({ width: 256, height: 256, recipe: { task } });
  });
});
