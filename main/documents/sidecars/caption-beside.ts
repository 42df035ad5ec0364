import { readFile, stat } from 'node:fs/promises';
import { z } from '../../../preload/contract';
import { parseJson } from '../../core/text/parse-json';
import { sidecarOf } from './sidecar';

/** A larger file is no caption. */
const maximumBytes = 64 * 1024;
const maximumCharacters = 2000;

const Told = z.object({ caption: z.string() });

/** What a text or JSON file beside a picture says of it, as this studio and others write them; undefined where none does. */
export async function captionBeside(picture: string): Promise<string | undefined> {
  const said = (await textIn(sidecarOf(picture, 'txt'))) ?? told(await textIn(sidecarOf(picture, 'json')));
  return said?.trim().slice(0, maximumCharacters) || undefined;
}

function told(text: string | undefined): string | undefined {
  return text === undefined ? undefined : Told.safeParse(parseJson(text)).data?.caption;
}

async function textIn(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    return size > maximumBytes ? undefined : await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
