import type { PackId } from '../../preload/contract';
import type { Studio } from '../studio';
import { importFile } from './read-picture';
import { runJob } from './session';
import type { Terminal } from './terminal';
import { noteUnlike, readerAsData } from './unlike';

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
  const source = await importFile(studio, path);
  const pack = options.pack === undefined ? {} : { pack: options.pack };
  const settings = options.beams === undefined ? {} : { beams: { count: options.beams, lengthPenalty } };
  const { result } = await runJob(studio, { task: 'caption', source, settings, ...pack }, terminal);
  const text = result.kind === 'text' ? result.text : '';
  const who = result.kind === 'text' ? readerAsData(result) : {};
  terminal.print(options.json === true ? JSON.stringify({ text, ...who, timings: result.timings }) : text);
  if (result.kind === 'text') await noteUnlike(studio, result, terminal);
}
