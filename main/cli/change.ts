import {
  type ControlKind,
  type EditMode,
  type LabelledBox,
  Plan,
  type Rectangle,
  type Region,
  StudioError,
} from '../../preload/contract';
import { parseJson } from '../core/text/parse-json';
import type { Studio } from '../studio';
import { draw } from './draw';
import { type DrawingOptions, drawingOf } from './drawing-options';
import { importFile, readPicture } from './read-picture';
import type { Terminal } from './terminal';

export type RegionOptions = { readonly mask?: string; readonly box?: readonly Rectangle[] };

export type EditOptions = DrawingOptions &
  RegionOptions & { readonly mode?: EditMode; readonly layout?: string; readonly from?: string };

/** Changes a picture by an instruction or to another layout, and writes what comes of it. */
export async function edit(
  studio: Studio,
  path: string,
  instruction: string | undefined,
  options: EditOptions,
  terminal: Terminal,
): Promise<void> {
  const source = await importFile(studio, path);
  const within = await regionOf(studio, options);
  const { mode, layout, from } = options;
  const request = {
    task: 'edit',
    source,
    prompt: instruction ?? '',
    ...drawingOf(options),
    ...(within === undefined ? {} : { within }),
    ...(mode === undefined ? {} : { mode }),
    ...(from === undefined ? {} : { before: await readLayoutFile(from) }),
    ...(layout === undefined ? {} : { after: await readLayoutFile(layout) }),
  } as const;
  await draw(studio, request, options, terminal);
}

export type InpaintOptions = DrawingOptions & RegionOptions & { readonly thing?: readonly LabelledBox[] };

/** Draws a part of a picture anew from what is around it. */
export async function inpaint(
  studio: Studio,
  path: string,
  prompt: string | undefined,
  options: InpaintOptions,
  terminal: Terminal,
): Promise<void> {
  const source = await importFile(studio, path);
  const region = await regionOf(studio, options);
  if (region === undefined) throw withoutRegion();
  const { thing } = options;
  const boxes = thing === undefined ? {} : { boxes: [...thing] };
  const request = { task: 'inpaint', source, region, prompt: prompt ?? '', ...boxes, ...drawingOf(options) } as const;
  await draw(studio, request, options, terminal);
}

export type ControlOptions = DrawingOptions & { readonly [Kind in ControlKind]?: string } & {
  readonly prompt?: string;
  readonly readBack?: true;
};

/** Draws a picture along another one. */
export async function control(studio: Studio, options: ControlOptions, terminal: Terminal): Promise<void> {
  const [kind, path] = controlOf(options);
  const { prompt = '', readBack } = options;
  const request = {
    task: 'control',
    control: await importFile(studio, path),
    kind,
    prompt,
    ...drawingOf(options),
    ...(readBack === undefined ? {} : { readBack }),
  } as const;
  await draw(studio, request, options, terminal);
}

const controlKinds = ['edges', 'segmentation', 'depth', 'sketch'] as const;

function controlOf(options: ControlOptions): [ControlKind, string] {
  const given = controlKinds.flatMap((kind): [ControlKind, string][] => {
    const path = options[kind];
    return path === undefined ? [] : [[kind, path]];
  });
  const [only, ...more] = given;
  if (only !== undefined && more.length === 0) return only;
  throw new StudioError({
    code: 'bad-request',
    message: 'A picture is drawn along exactly one other.',
    hint: 'Give one of --edges, --segmentation, --depth and --sketch.',
  });
}

async function regionOf(studio: Studio, { mask, box }: RegionOptions): Promise<Region | undefined> {
  if (mask !== undefined && box !== undefined) {
    throw new StudioError({ code: 'bad-request', message: 'A region is a mask or boxes, not both.' });
  }
  if (mask !== undefined) return { mask: await importFile(studio, mask) };
  return box === undefined ? undefined : { boxes: [...box] };
}

function withoutRegion(): StudioError {
  return new StudioError({
    code: 'bad-request',
    message: 'It is not said which part of the picture is to be drawn anew.',
    hint: 'Give a picture that is white there with --mask, or boxes with --box.',
  });
}

/** A layout as “brookesia read” prints it. Throws `file-missing` and `bad-request`. */
async function readLayoutFile(path: string): Promise<Plan> {
  const text = new TextDecoder().decode(await readPicture(path));
  const parsed = Plan.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new StudioError({
    code: 'bad-request',
    message: `The file ${path} holds no layout.`,
    hint: 'A layout is JSON as “brookesia read” prints it: “things” with label and box, and “background”.',
  });
}
