import type { Command } from 'commander';
import type { Installation } from '../studio/installation';
import { type CaptionOptions, caption } from './caption';
import { type FolderOptions, captionFolder, isFolder } from './caption-folder';
import { type DeviceOptions, onDevice } from './device-option';
import { deviceOption } from './drawing-options';
import { parseBeams, parseDevice, parsePack, parseSidecars } from './options';
import { withStudio } from './session';
import type { Terminal } from './terminal';

/** Says what a picture shows, or all pictures of a folder. */
export function addCaption(program: Command, installation: Installation, terminal: Terminal): void {
  program
    .command('caption')
    .description('say what a picture shows, or describe all pictures of a folder in files beside them')
    .argument('<file or folder>', 'PNG, JPEG or WebP; in folders also AVIF, TIFF and GIF')
    .option('--beams <number>', 'how many ways to follow in search of the likeliest words', parseBeams)
    .option(
      '--to <kinds>',
      'of a folder: what to write beside each picture, as “txt,json,xmp” (default: txt)',
      parseSidecars,
    )
    .option('--csv <file>', 'of a folder: one table of all captions')
    .option('--overwrite', 'write over files that are there already; otherwise they stay')
    .option('--pack <id>', 'the pack to read with', parsePack)
    .option(...deviceOption, parseDevice)
    .option('--json', 'print the answer as JSON, of a folder a line for each picture and one for all')
    .action((path: string, options: CaptionOptions & FolderOptions & DeviceOptions) =>
      withStudio(onDevice(installation, options), async (studio) =>
        (await isFolder(path))
          ? captionFolder(studio, path, options, terminal)
          : caption(studio, path, options, terminal),
      ),
    );
}
