import { InvalidArgumentError } from 'commander';
import { deviceNames, parseDevice as deviceNamed } from '../engine/host';
import { evaluatedTasks } from '../evaluation/figures';
import {
  EditMode,
  LabelledBox,
  PackId,
  PhotoKind,
  Rectangle,
  SamplingSettings,
  Seed,
  SidecarKind,
  maximumCandidates,
  maximumHits,
  maximumReferences,
  z,
} from '../../preload/contract';

/** Parsers of single options; what they refuse is bad usage. */
export const parseSeed = wholeNumber(Seed, 'a whole number from 0 to 4294967295');
export const parseCandidates = wholeNumber(
  z.int().min(1).max(maximumCandidates),
  `a whole number from 1 to ${maximumCandidates}`,
);
export const parsePort = wholeNumber(z.int().min(0).max(65_535), 'a whole number from 0 to 65535');
export const parseGuidance = number(SamplingSettings.shape.guidance, 'a number from 1 to 20');
export const parseTemperature = number(SamplingSettings.shape.temperature, 'a number from 0 to 4');
export const parseTopP = number(SamplingSettings.shape.topP, 'a number above 0 and up to 1');

export const parseTopK = wholeNumber(SamplingSettings.shape.topK.unwrap(), 'a whole number from 1');
export const parseLimit = wholeNumber(z.int().min(1), 'a whole number from 1');
export const parseHits = wholeNumber(z.int().min(1).max(maximumHits), `a whole number from 1 to ${maximumHits}`);
export const parseReferences = wholeNumber(
  z.int().min(1).max(maximumReferences),
  `a whole number from 1 to ${maximumReferences}`,
);
export const parseSide = wholeNumber(z.int().min(1), 'a whole number from 1');
export const parseBeams = wholeNumber(z.int().min(1).max(8), 'a whole number from 1 to 8');

/** `label: x0,y0,x1,y1`, the numbers from 0 to 1; the option may come several times. */
export function parseBox(text: string, before: readonly LabelledBox[] = []): readonly LabelledBox[] {
  const [, label, corners = ''] = /^(.*):([^:]*)$/.exec(text) ?? [];
  const [x0, y0, x1, y1, ...more] = numbersOf(corners);
  const box = accept(
    LabelledBox,
    { label, box: more.length > 0 ? undefined : { x0, y0, x1, y1 } },
    'a label and a box in parts of the picture, as in “red boat: 0.1,0.5,0.4,0.9”',
  );
  return [...before, box];
}

/** A day by the calendar, as the moment at which it begins here. */
export function parseDay(text: string): number {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = text.split('-').map(Number);
  const begins = new Date(year, month - 1, day);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && begins.getMonth() === month - 1 && begins.getDate() === day;
  return accept(z.number(), isDay ? begins.getTime() : undefined, 'a day, as 2024-05-31');
}

export function parseKind(text: string): PhotoKind {
  return accept(PhotoKind, text, `one of ${PhotoKind.options.join(', ')}`);
}

/** Names of tasks of the evaluation with commas between them. */
export function parseEvaluated(text: string): readonly string[] {
  const known = new Set<string>(evaluatedTasks);
  const names = z.array(z.string().refine((name) => known.has(name))).min(1);
  return accept(names, text.split(','), `some of ${evaluatedTasks.join(', ')} with commas between them`);
}

/** Kinds of sidecar files with commas between them. */
export function parseSidecars(text: string): readonly SidecarKind[] {
  return accept(
    z.array(SidecarKind).min(1),
    text.split(','),
    `some of ${SidecarKind.options.join(', ')} with commas between them`,
  );
}

export function parseEditMode(text: string): EditMode {
  return accept(EditMode, text, `one of ${EditMode.options.join(', ')}`);
}

/** `x0,y0,x1,y1`, each from 0 to 1; the option may come several times. */
export function parseRectangle(text: string, before: readonly Rectangle[] = []): readonly Rectangle[] {
  const [x0, y0, x1, y1, ...more] = numbersOf(text);
  const box = more.length > 0 ? undefined : { x0, y0, x1, y1 };
  return [...before, accept(Rectangle, box, 'a box in parts of the picture, as in “0.1,0.5,0.4,0.9”')];
}

function numbersOf(text: string): number[] {
  return text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
}

export function parsePack(text: string): PackId {
  return accept(PackId, text, 'the id of a pack, as “brookesia packs” lists them');
}

export function parseDevice(text: string): string {
  const device = deviceNamed(text);
  if (device === undefined) throw new InvalidArgumentError(`It must be one of ${deviceNames.join(', ')}.`);
  return device;
}

function wholeNumber(schema: z.ZodType<number>, expected: string) {
  return (text: string): number => accept(schema, /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN, expected);
}

function number(schema: z.ZodType<number>, expected: string) {
  return (text: string): number =>
    accept(schema, /^\d+(\.\d+)?$|^\.\d+$/.test(text) ? Number(text) : Number.NaN, expected);
}

function accept<S extends z.ZodType>(schema: S, value: unknown, expected: string): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new InvalidArgumentError(`It must be ${expected}.`);
  return parsed.data;
}
