import { randomInt } from 'node:crypto';
import { type Command, Option } from 'commander';
import type { PackId, SamplingSettings } from '../../preload/contract';
import type { DeviceOptions } from './device-option';
import {
  parseCandidates,
  parseDevice,
  parseGuidance,
  parsePack,
  parseSeed,
  parseTemperature,
  parseTopK,
  parseTopP,
} from './options';

type Sampling = Pick<SamplingSettings, 'temperature' | 'topP' | 'guidance' | 'topK'>;

/** What every command takes that draws pictures. */
export type DrawingOptions = Partial<Sampling> &
  DeviceOptions & {
    readonly out: string;
    readonly seed?: number;
    readonly candidates?: number;
    /** Another name for `candidates`. */
    readonly count?: number;
    /** Writes the best candidate alone. */
    readonly best?: true;
    readonly pack?: PackId;
    readonly json?: true;
  };

export const deviceOption = ['--device <name>', 'what to run on, as “brookesia devices” lists it'] as const;

export function withDrawingOptions(command: Command): Command {
  return withCommonOptions(
    command
      .requiredOption('-o, --out <file>', 'PNG file to write; several candidates are numbered')
      .option('-s, --seed <number>', 'same seed, same picture (default: random)', parseSeed)
      .option(
        '-n, --candidates <number>',
        'how many pictures to draw, the best first where they are ranked (default: 1)',
        parseCandidates,
      )
      .option('--best', 'write only the best of them')
      .addOption(new Option('--count <number>', 'the same').argParser(parseCandidates).hideHelp())
      .option('--guidance <number>', 'how closely to follow the words; 1 is none', parseGuidance)
      .option('--temperature <number>', 'how freely to draw; 0 always takes the likeliest', parseTemperature)
      .option('--top-p <number>', 'share of the likeliest tokens to choose from', parseTopP)
      .option('--top-k <number>', 'how many of the likeliest tokens to choose from', parseTopK),
  );
}

/** What every command takes that asks the model. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--pack <id>', 'the pack to use', parsePack)
    .option(...deviceOption, parseDevice)
    .option('--json', 'print the answer as JSON');
}

/** The part of a request that those options make; a seed is drawn where none is given. */
export function drawingOf(options: DrawingOptions) {
  const { temperature, topP, guidance, topK, count, candidates = count ?? 1 } = options;
  const settings = {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(guidance === undefined ? {} : { guidance }),
    ...(topK === undefined ? {} : { topK }),
  };
  return { seed: options.seed ?? randomInt(2 ** 32), candidates, settings, ...packOf(options) };
}

export function packOf({ pack }: { readonly pack?: PackId }): { pack?: PackId } {
  return pack === undefined ? {} : { pack };
}
