import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { control, edit, inpaint } from '../../main/cli/change';
import { generate } from '../../main/cli/generate';
import { map } from '../../main/cli/look';
import type { Terminal } from '../../main/cli/terminal';
import type { Studio } from '../../main/studio';
import { type PackId, type Plan, StudioError } from '../../preload/contract';

/** Makes the picture with this number as the file `out`. */
export type Making = (number: number, out: string) => Promise<void>;

const sentences = ['a red boat on the sea', 'a blue house in a meadow', 'two white ducks on the sea'] as const;
const sentence = (number: number) => sentences[number % sentences.length] ?? sentences[0];
const instructions = ['make the boat blue', 'remove the boat', 'make the sky pink'] as const;

const left = { x0: 0.1, y0: 0.4, x1: 0.45, y1: 0.8 };
const right = { x0: 0.5, y0: 0.3, x1: 0.9, y1: 0.9 };
const before: Plan = { things: [{ label: 'red boat', box: left }], background: 'on the sea' };
const after: Plan = { things: [{ label: 'blue boat', box: left }], background: 'on the sea' };

export type MakingParts = {
  readonly studio: Studio;
  readonly folder: string;
  readonly pack: PackId;
  readonly terminal: Terminal;
};

/** A way of making pictures for each task, and for each way of saying where; they start from a drawing and from a photo. */
export async function waysOfMaking({ studio, folder, pack, terminal }: MakingParts): Promise<Record<string, Making>> {
  const at = (name: string) => join(folder, name);
  const [drawing, photo, mask] = [at('source.png'), at('photo.jpg'), at('mask.png')];
  await generate(studio, sentences[0], { seed: 1, pack, out: drawing }, terminal);
  await writeFile(photo, await photoOf(300, 280));
  await writeFile(mask, await discMask());
  await writeFile(at('before.json'), JSON.stringify(before));
  await writeFile(at('after.json'), JSON.stringify(after));
  const source = (number: number) => (number % 2 === 0 ? drawing : photo);
  const layouts = { from: at('before.json'), layout: at('after.json') };
  const common = (number: number, out: string) => ({ seed: number * 7919, pack, out });
  const sampling = (number: number) => ({
    temperature: 0.4 + (number % 7) / 10,
    topP: 1 - (number % 4) / 10,
    guidance: 1 + (number % 3),
  });
  return {
    generate: (number, out) =>
      generate(studio, sentence(number), { ...common(number, out), ...sampling(number) }, terminal),
    place: (number, out) => {
      const box = [{ label: 'red boat', box: number % 2 === 0 ? left : right }];
      return generate(studio, sentence(number), { ...common(number, out), box }, terminal);
    },
    liken: (number, out) =>
      untilItFits(number * 7919, (seed) =>
        generate(studio, sentence(number), { pack, out, seed, like: [drawing, photo] }, terminal),
      ),
    edit: async (number, out) => {
      const words = instructions[number % instructions.length];
      await edit(studio, source(number), words, common(number, out), terminal).catch((thrown: unknown) => {
        if (!(thrown instanceof StudioError) || thrown.code !== 'nothing-to-change') throw thrown;
        return edit(studio, source(number), undefined, { ...common(number, out), ...layouts }, terminal);
      });
    },
    'edit within a mask': (number, out) =>
      edit(studio, source(number), undefined, { ...common(number, out), ...layouts, mask }, terminal),
    'edit in one pass': (number, out) =>
      edit(studio, source(number), 'make the boat blue', { ...common(number, out), mode: 'one-pass', mask }, terminal),
    redraw: (number, out) =>
      edit(studio, source(number), undefined, { ...common(number, out), ...layouts, box: [left] }, terminal),
    inpaint: (number, out) =>
      inpaint(studio, source(number), 'a white duck', { ...common(number, out), box: [right] }, terminal),
    'inpaint a mask': (number, out) =>
      inpaint(studio, source(number), undefined, { ...common(number, out), ...sampling(number), mask }, terminal),
    control: (number, out) =>
      untilItFits(number, (seed) =>
        control(studio, { pack, out, seed, edges: source(number), prompt: sentence(number) }, terminal),
      ),
    segment: (number, out) => map(studio, 'segment', source(number), { pack, out }, terminal),
    depth: (number, out) => map(studio, 'depth', source(number), { pack, out }, terminal),
  };
}

/** A pack that plans at random may plan more than it has room for. */
async function untilItFits(seed: number, make: (seed: number) => Promise<void>): Promise<void> {
  await make(seed).catch((thrown: unknown) => {
    if (!(thrown instanceof StudioError) || thrown.code !== 'prompt-too-long') throw thrown;
    return untilItFits(seed + 1, make);
  });
}

/** Colours that run over into each other, with some noise. */
async function photoOf(width: number, height: number): Promise<Buffer> {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, index) => {
    const [x, y] = [Math.floor(index / 3) % width, Math.floor(index / 3 / width)];
    return ((x * (1 + (index % 3))) / 2 + y + (((index * 2_654_435_761) >>> 28) & 7)) & 255;
  });
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();
}

/** A disc, so that the mask does not follow the cells. */
function discMask(): Promise<Buffer> {
  const disc = '<svg width="97" height="97"><circle cx="40" cy="55" r="25" fill="white"/></svg>';
  return sharp(Buffer.from(disc)).png().toBuffer();
}
