import { InvalidArgumentError } from 'commander';
import { deviceNames, parseDevice as deviceNamed } from '../engine/host';
import { PackId, SamplingSettings, Seed, maximumCandidates, z } from '../../preload/contract';

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
