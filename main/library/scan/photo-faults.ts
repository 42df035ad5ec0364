import type { PhotoReason } from '../../../preload/contract';

/** Why a file cannot be taken in, as one word and as a sentence. */
export class PhotoFault extends Error {
  readonly reason: PhotoReason;

  constructor(reason: PhotoReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PhotoFault';
    this.reason = reason;
  }
}

/** What a failure of the disk or of the picture library means for the photo. */
export function faultOf(thrown: unknown): PhotoFault {
  if (thrown instanceof PhotoFault) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const options = { cause: thrown };
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new PhotoFault('vanished', 'It was gone when it was to be read.', options);
  if (code === 'EACCES' || code === 'EPERM') return new PhotoFault('unreadable', 'You may not read it.', options);
  if (/^E[A-Z]+$/.test(code)) return new PhotoFault('unreadable', `The disk does not give it (${code}).`, options);
  if (/pixel limit/i.test(said)) return new PhotoFault('too-large', 'It has more than 200 megapixels.', options);
  if (/timeout/i.test(said)) return new PhotoFault('too-large', 'Reading it takes too long.', options);
  if (/unsupported|compression format|not been built in/i.test(said))
    return new PhotoFault('unsupported', 'Pictures of this kind cannot be read on this system.', options);
  return new PhotoFault('damaged', `It is damaged: ${firstLine(said)}`, options);
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.slice(0, 160) ?? '';
}
