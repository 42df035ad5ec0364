import type { LabelledBox } from '../../preload/contract';
import type { Studio } from '../studio';
import { draw } from './draw';
import { type DrawingOptions, drawingOf } from './drawing-options';
import { importFile } from './read-picture';
import type { Terminal } from './terminal';

export type GenerateOptions = DrawingOptions & {
  /** What the picture is not to show. */
  readonly not?: string;
  readonly box?: readonly LabelledBox[];
  /** Files of pictures that the new one is to be like. */
  readonly like?: readonly string[];
  /** How many photos of the library it is to be drawn after besides. */
  readonly references?: number;
  readonly readBack?: true;
};

/** Draws what the prompt says and writes the pictures, the best first, as PNG files with their recipes inside. */
export async function generate(
  studio: Studio,
  prompt: string,
  options: GenerateOptions,
  terminal: Terminal,
): Promise<void> {
  const { box, like = [], not: negative, readBack } = options;
  const found = await fromLibrary(studio, prompt, options, terminal);
  const references = await Promise.all([...like, ...found].map((path) => importFile(studio, path)));
  const request = {
    task: 'generate',
    prompt,
    ...drawingOf(options),
    ...(negative === undefined ? {} : { negative }),
    ...(box === undefined ? {} : { boxes: [...box] }),
    ...(references.length === 0 ? {} : { references }),
    ...(readBack === undefined ? {} : { readBack }),
  } as const;
  await draw(studio, request, options, terminal);
}

/** Photos of the library that fit the prompt; they are named, since they are not asked for one by one. */
async function fromLibrary(
  { library }: Studio,
  words: string,
  { references: most }: GenerateOptions,
  terminal: Terminal,
): Promise<string[]> {
  if (most === undefined) return [];
  const { photos } = await library.references({ words, like: [], without: [], most });
  const paths = await Promise.all(photos.map(({ id }) => library.pathOf(id)));
  terminal.note(
    paths.length === 0
      ? 'Nothing in the library fits: it is drawn without references.'
      : `Drawn after ${paths.join(', ')}`,
  );
  return paths;
}
