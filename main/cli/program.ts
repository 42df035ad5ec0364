import { Command } from 'commander';
import type { Installation } from '../studio/installation';
import { defaultPort } from '../web/host';
import { runWebStudio } from '../web/studio';
import { addCaption } from './caption-command';
import { type DeviceOptions, onDevice } from './device-option';
import type { EvalOptions } from './eval';
import type { EvalPhotosOptions } from './eval-photos';
import { deviceOption, withDrawingOptions } from './drawing-options';
import { type ExitCode, exitCodes, reportFailure } from './failure';
import { type GenerateOptions, generate } from './generate';
import { addIndex, addLibrary, addSearch } from './library-commands';
import { type ListDevicesOptions, listDevices } from './list-devices';
import { listPacks } from './list-packs';
import {
  parseBox,
  parseCandidates,
  parseDevice,
  parseEditMode,
  parseEvaluated,
  parseLimit,
  parsePack,
  parsePort,
  parseReferences,
} from './options';
import { addPictureCommands } from './picture-commands';
import { type RerunOptions, rerun } from './rerun';
import { withStudio } from './session';
import type { Terminal } from './terminal';

/** Runs one command line; `words` are the arguments after the program's name. */
export async function run(words: readonly string[], installation: Installation, terminal: Terminal): Promise<ExitCode> {
  try {
    await createProgram(installation, terminal).parseAsync([...words], { from: 'user' });
    return exitCodes.done;
  } catch (thrown) {
    return reportFailure(thrown, words.includes('--json'), terminal);
  }
}

function createProgram(installation: Installation, terminal: Terminal): Command {
  const program = new Command('brookesia')
    .description('A creative studio on your own machine.')
    .version(installation.version);
  program.exitOverride().configureOutput({
    writeOut: (text) => terminal.print(text.trimEnd()),
    writeErr: (text) => terminal.note(text.trimEnd()),
  });
  program.addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 bad usage.');
  addGenerate(program, installation, terminal);
  addPictureCommands(program, installation, terminal);
  addRerun(program, installation, terminal);
  addCaption(program, installation, terminal);
  addEval(program, installation, terminal);
  addLibrary(program, installation, terminal);
  addSearch(program, installation, terminal);
  addIndex(program, installation, terminal);
  addPacks(program, installation, terminal);
  addDevices(program, installation, terminal);
  addStudio(program, installation, terminal);
  return program;
}

function addGenerate(program: Command, installation: Installation, terminal: Terminal): void {
  withDrawingOptions(
    program
      .command('generate')
      .description('draw a picture from a sentence')
      .argument('<prompt>', 'what the picture should show')
      .option(
        '-b, --box <label: x0,y0,x1,y1>',
        'what is to stand where, in parts of the sides; may be repeated',
        parseBox,
      )
      .option('--not <words>', 'what the picture is not to show, of packs that take it')
      .option('--like <files...>', 'pictures that it is to be like')
      .option('--references <number>', 'how many photos of the library that fit it is to be like', parseReferences)
      .option('--read-back', 'look at what was drawn, and say how well each box was obeyed'),
  ).action((prompt: string, options: GenerateOptions) =>
    withStudio(onDevice(installation, options), (studio) => generate(studio, prompt, options, terminal)),
  );
}

function addRerun(program: Command, installation: Installation, terminal: Terminal): void {
  program
    .command('rerun')
    .description('make a picture again from the recipe inside it, and compare')
    .argument('<file>', 'PNG that the studio has written')
    .option('-o, --out <file>', 'PNG file to write the new picture to')
    .option('--from <files...>', 'pictures that it was made from, or folders of them (default: its own folder)')
    .option(...deviceOption, parseDevice)
    .option('--json', 'print the answer as JSON')
    .action((file: string, options: RerunOptions & DeviceOptions) =>
      withStudio(onDevice(installation, options), (studio) => rerun(studio, file, options, terminal)),
    );
}

function addEval(program: Command, installation: Installation, terminal: Terminal): void {
  program
    .command('eval')
    .description('measure on held-out scenes, or on photos with captions, how well a pack does what it is told')
    .requiredOption('--pack <id>', 'the pack to evaluate', parsePack)
    .option('--suite <name>', 'which scenes', 'held-out')
    .option(
      '--data <folder>',
      'photos with captions, in place of the scenes: captions-SPLIT.tsv and SPLIT.tar or JPEGs',
    )
    .option('--split <name>', 'which of the photos', 'dev')
    .option(
      '--questions <file>',
      'table of photo, type, thing, question, answer (default: questions-SPLIT.tsv in the folder)',
    )
    .option('--limit <number>', 'how many of the scenes or photos, the first ones (default: all)', parseLimit)
    .option('-n, --candidates <number>', 'how many pictures to draw; the first one counts', parseCandidates, 1)
    .option('--pictures <folder>', 'pictures of the scenes, for the tasks that read them')
    .option('--tasks <names>', 'what to measure, as “text,boxes,edit” (default: all that the pack can)', parseEvaluated)
    .option('--mode <way>', 'how to edit: “redraw” or “one-pass” (default: the pack’s)', parseEditMode)
    .option('--judge <folder>', 'where the judge and the suites are', installation.judge ?? 'judge')
    .option(...deviceOption, parseDevice)
    .option('--json', 'print the answer as JSON')
    .action(async (options: EvalOptions & Partial<EvalPhotosOptions> & DeviceOptions) => {
      // Only this command judges pictures in its own process: the others start without the runtime.
      const { evaluatePack, untilInterrupted } = await import('./eval');
      const { data, split = 'dev' } = options;
      if (data !== undefined) {
        const { evaluateOnPhotos } = await import('./eval-photos');
        await untilInterrupted((signal) =>
          withStudio(onDevice(installation, options), (studio) =>
            evaluateOnPhotos(studio, { ...options, data, split }, signal, terminal),
          ),
        );
        return;
      }
      await untilInterrupted((signal) =>
        withStudio(onDevice(installation, options), (studio) => evaluatePack(studio, options, signal, terminal)),
      );
    });
}

function addPacks(program: Command, installation: Installation, terminal: Terminal): void {
  program
    .command('packs')
    .description('list the installed packs')
    .option('--json', 'print the answer as JSON')
    .action(({ json }: { json?: true }) => listPacks(installation.packs, json === true, terminal));
}

function addDevices(program: Command, installation: Installation, terminal: Terminal): void {
  program
    .command('devices')
    .description('list what the model can run on, and why not')
    .option('--again', 'try every device anew instead of trusting earlier results')
    .option(...deviceOption, parseDevice)
    .option('--json', 'print the answer as JSON')
    .action((options: ListDevicesOptions & DeviceOptions) =>
      listDevices(onDevice(installation, options), options, terminal),
    );
}

function addStudio(program: Command, installation: Installation, terminal: Terminal): void {
  program
    .command('studio')
    .description('open the studio in the browser')
    .option('--port <number>', 'port on this machine; 0 takes any free one', parsePort, defaultPort)
    .option('--open', 'open the default browser', true)
    .option('--no-open', 'only print the address')
    .option(...deviceOption, parseDevice)
    .action(({ port, open, device }: { port: number; open: boolean } & DeviceOptions) =>
      runWebStudio({ installation: onDevice(installation, { device }), port, open }, (line) => terminal.print(line)),
    );
}
