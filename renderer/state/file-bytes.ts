import { StudioError } from '../../preload/contract';

/** What is used of a file that was chosen, dropped or pasted. */
export type PictureFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** The whole file. Throws `too-large` before anything of a file over `maximumBytes` is read. */
export async function bytesOf(file: PictureFile, maximumBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > maximumBytes) throw tooLarge(file.name, maximumBytes);
  return new Uint8Array(await file.arrayBuffer());
}

function tooLarge(name: string, maximumBytes: number): StudioError {
  return new StudioError({
    code: 'too-large',
    message: `“${name}” is larger than ${maximumBytes / 1024 ** 2} MB.`,
    hint: 'Make a smaller copy of it and open that.',
  });
}
