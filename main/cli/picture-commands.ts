import { type Command, Option } from 'commander';
import { EditMode } from '../../preload/contract';
import type { Studio } from '../studio';
import type { Installation } from '../studio/installation';
import { type ControlOptions, control, edit, type EditOptions, inpaint, type InpaintOptions } from './change';
import { type DeviceOptions, onDevice } from './device-option';
import { withCommonOptions, withDrawingOptions } from './drawing-options';
import { ask, type AskOptions, locate, type LookOptions, map, read } from './look';
import { parseBox, parseRectangle } from './options';
import { withStudio } from './session';
import type { Terminal } from './terminal';

const rectangle = '<x0,y0,x1,y1>';

/** The commands that start from a picture. */
export function addPictureCommands(program: Command, installation: Installation, terminal: Terminal): void {
  const inStudio = (options: DeviceOptions, use: (studio: Studio) => Promise<void>) =>
    withStudio(onDevice(installation, options), use);

  withDrawingOptions(
    program
      .command('edit')
      .description('change a picture by an instruction; what is not meant stays as it is, to the pixel')
      .argument('<file>', 'PNG, JPEG or WebP')
      .argument('[instruction]', 'such as “make the sky pink”; not needed with --layout')
      .option('--mask <file>', 'picture that is white where something may change')
      .option(`-b, --box ${rectangle}`, 'where something may change; may be repeated', parseRectangle)
      .option('--layout <file>', 'what the picture is to show, as “brookesia read” prints it')
      .option('--from <file>', 'what it shows now, in the same form, instead of looking')
      .addOption(new Option('--mode <way>', 'redraw what changes, or all in one pass').choices(EditMode.options)),
  ).action((file: string, instruction: string | undefined, options: EditOptions) =>
    inStudio(options, (studio) => edit(studio, file, instruction, options, terminal)),
  );

  withDrawingOptions(
    program
      .command('inpaint')
      .description('draw a part of a picture anew from what is around it')
      .argument('<file>', 'PNG, JPEG or WebP')
      .argument('[prompt]', 'what is to be there; nothing but the background without it')
      .option('--mask <file>', 'picture that is white where the hole is')
      .option(`-b, --box ${rectangle}`, 'where the hole is; may be repeated', parseRectangle)
      .option('--thing <label: x0,y0,x1,y1>', 'what is to stand where; may be repeated', parseBox),
  ).action((file: string, prompt: string | undefined, options: InpaintOptions) =>
    inStudio(options, (studio) => inpaint(studio, file, prompt, options, terminal)),
  );

  withDrawingOptions(
    program
      .command('control')
      .description('draw a picture along another one')
      .option('--edges <file>', 'dark lines on white, as an edge detector finds them')
      .option('--sketch <file>', 'dark lines on white, drawn by hand')
      .option('--segmentation <file>', 'a colour for each class of things')
      .option('--depth <file>', 'the nearer the lighter')
      .option('--prompt <words>', 'what it shows')
      .option('--read-back', 'look at what was drawn, and say how well it is what was planned'),
  ).action((options: ControlOptions) => inStudio(options, (studio) => control(studio, options, terminal)));

  withCommonOptions(
    program
      .command('ask')
      .description('ask about a picture; each question has those before it in mind')
      .argument('<file>', 'PNG, JPEG or WebP')
      .argument('<questions...>', 'such as “how many boats are there?”')
      .option(`-b, --box ${rectangle}`, 'the part that the first question is about', parseRectangle),
  ).action((file: string, questions: string[], options: AskOptions & DeviceOptions) =>
    inStudio(options, (studio) => ask(studio, file, questions, options, terminal)),
  );

  withCommonOptions(
    program
      .command('locate')
      .description('say where something is in a picture')
      .argument('<file>', 'PNG, JPEG or WebP')
      .argument('<thing>', 'such as “the red boat”'),
  ).action((file: string, thing: string, options: LookOptions & DeviceOptions) =>
    inStudio(options, (studio) => locate(studio, file, thing, options, terminal)),
  );

  withCommonOptions(
    program
      .command('read')
      .description('say what stands where in a picture, as JSON')
      .argument('<file>', 'PNG, JPEG or WebP'),
  ).action((file: string, options: LookOptions & DeviceOptions) =>
    inStudio(options, (studio) => read(studio, file, options, terminal)),
  );

  for (const [task, description] of [
    ['segment', 'draw which class of things each part of a picture belongs to'],
    ['depth', 'draw how near each part of a picture is'],
  ] as const) {
    withCommonOptions(
      program
        .command(task)
        .description(description)
        .argument('<file>', 'PNG, JPEG or WebP')
        .requiredOption('-o, --out <file>', 'PNG file to write'),
    ).action((file: string, options: LookOptions & DeviceOptions & { out: string }) =>
      inStudio(options, (studio) => map(studio, task, file, options, terminal)),
    );
  }
}
