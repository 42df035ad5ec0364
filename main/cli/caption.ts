import type { PackId } from '../../preload/contract';
import { importPicture } from '../documents';
import type { Studio } from '../studio';
import { readPicture } from './read-picture';
import { runJob } from './session';
import type { Terminal } from './terminal';

export type CaptionOptions = { readonly pack?: PackId; readonly beams?: number; readonly json?: true };

/** As Hugging Face has it by default: the mean over the length. */
const lengthPenalty = 1;

/** Says what the picture in a file shows. */
export async function caption(
  studio: Studio,
  path: string,
  options: CaptionOptions,
  terminal: Terminal,
): Promise<void> {
  const { id } = await importPicture(studio.assets, await readPicture(path));
  const pack = options.pack === undefined ? {} : { pack: options.pack };
  const settings = options.beams === undefined ? {} : { beams: { count: options.beams, lengthPenalty } };
  const { result } = await runJob(studio, { task: 'caption', source: id, settings, ...pack }, terminal);
  const text = result.kind === 'text' ? result.text : '';
  terminal.print(options.json === true ? JSON.stringify({ text, timings: result.timings }) : text);
}
