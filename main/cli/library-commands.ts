import type { Command } from 'commander';
import type { Installation } from '../studio/installation';
import {
  type SearchOptions,
  addToLibrary,
  listLibrary,
  removeFromLibrary,
  scanLibrary,
  searchLibrary,
} from './library';
import { parseDay, parseHits, parseKind, parseRectangle, parseSide } from './options';
import { withStudio } from './session';
import type { Terminal } from './terminal';

type Answering = { readonly json?: true };
const json = ['--json', 'print the answer as JSON'] as const;

export function addLibrary(program: Command, installation: Installation, terminal: Terminal): void {
  const library = program.command('library').description('the photos that searches and references come from');
  library
    .command('add')
    .description('add a folder of photos and read them')
    .argument('<folder>', 'photos in it and in folders below')
    .option(...json)
    .action((folder: string, options: Answering) =>
      withStudio(installation, (studio) => addToLibrary(studio, folder, options, terminal)),
    );
  library
    .command('scan')
    .description('look for what is new in all folders')
    .option(...json)
    .action((options: Answering) => withStudio(installation, (studio) => scanLibrary(studio, options, terminal)));
  library
    .command('list')
    .description('list the folders, and the files that were left out with the reason')
    .option(...json)
    .action((options: Answering) => withStudio(installation, (studio) => listLibrary(studio, options, terminal)));
  searching(library, installation, terminal);
  library
    .command('remove')
    .description('forget the photos of a folder; the files stay as they are')
    .argument('<folder>', 'as “brookesia library list” names it')
    .action((folder: string) => withStudio(installation, (studio) => removeFromLibrary(studio, folder, terminal)));
}

/** The words that people try first; the same as “library search”. */
export function addSearch(program: Command, installation: Installation, terminal: Terminal): void {
  searching(program, installation, terminal);
}

/** As above: “library add” with a folder, “library scan” without. */
export function addIndex(program: Command, installation: Installation, terminal: Terminal): void {
  program
    .command('index')
    .description('read the photos of a folder into the library, or look for what is new in all folders')
    .argument('[folder]', 'photos in it and in folders below')
    .option(...json)
    .action((folder: string | undefined, options: Answering) =>
      withStudio(installation, (studio) =>
        folder === undefined ? scanLibrary(studio, options, terminal) : addToLibrary(studio, folder, options, terminal),
      ),
    );
}

function searching(parent: Command, installation: Installation, terminal: Terminal): void {
  parent
    .command('search')
    .description('find photos of the library by words, by a picture or a part of one, or by both')
    .argument('[words]', 'what is to be seen, as “two dogs running on a beach”')
    .option('--picture <file>', 'PNG, JPEG or WebP that they are to be like')
    .option('--region <x0,y0,x1,y1>', 'the part of it that is meant, in parts of its sides', parseRectangle)
    .option('--folder <path>', 'only photos of this folder of the library')
    .option('--from <day>', 'only photos taken on this day or later, as 2024-05-31', parseDay)
    .option('--until <day>', 'only photos taken before this day', parseDay)
    .option('--larger <pixels>', 'only photos with a side of so many pixels or more', parseSide)
    .option('--kind <kind>', 'only “photo”, or only “generated”', parseKind)
    .option('--captioned', 'only photos with a caption')
    .option('--limit <number>', 'how many at most, up to 500', parseHits, 20)
    .option(...json)
    .action((words: string | undefined, options: SearchOptions) =>
      withStudio(installation, (studio) => searchLibrary(studio, words, options, terminal)),
    );
}
