import { readFile, stat } from 'node:fs/promises';
import { type PackId, StudioError, maximumAssetBytes } from '../../preload/contract';
import { importPicture } from '../documents';
import type { Studio } from '../studio';
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

async function readPicture(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > maximumAssetBytes)
      throw new StudioError({ code: 'too-large', message: `The file ${path} is too large: ${size} bytes.` });
    return await readFile(path);
  } catch (thrown) {
    if (thrown instanceof StudioError) throw thrown;
    const data = {
      code: 'file-missing',
      message: `The file ${path} cannot be read.`,
      hint: 'Check the name and that you may read it.',
    } as const;
    throw new StudioError(data, { cause: thrown });
  }
}
