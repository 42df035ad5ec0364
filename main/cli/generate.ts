import type { LabelledBox } from '../../preload/contract';
import type { Studio } from '../studio';
import { draw } from './draw';
import { type DrawingOptions, drawingOf } from './drawing-options';
import { importFile } from './read-picture';
import type { Terminal } from './terminal';

export type GenerateOptions = DrawingOptions & {
  readonly box?: readonly LabelledBox[];
  /** Files of pictures that the new one is to be like. */
  readonly like?: readonly string[];
  readonly readBack?: true;
  /** Writes the best candidate alone. */
  readonly best?: true;
};

/** Draws what the prompt says and writes the pictures, the best first, as PNG files with their recipes inside. */
export async function generate(
  studio: Studio,
  prompt: string,
  options: GenerateOptions,
  terminal: Terminal,
): Promise<void> {
  const { box, like = [], readBack } = options;
  const references = await Promise.all(like.map((path) => importFile(studio, path)));
  const request = {
    task: 'generate',
    prompt,
    ...drawingOf(options),
    ...(box === undefined ? {} : { boxes: [...box] }),
    ...(references.length === 0 ? {} : { references }),
    ...(readBack === undefined ? {} : { readBack }),
  } as const;
  await draw(studio, request, options, terminal);
}
