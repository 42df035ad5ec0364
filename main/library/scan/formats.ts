/** Endings of the files that are looked at; what is in them is judged by their first bytes. */
const endings = /\.(jpe?g|jpe|jfif|png|webp|avif|tiff?|gif|hei[cf])$/i;

export function mayBePhoto(name: string): boolean {
  return endings.test(name) && !name.startsWith('.');
}

const heif = /^ftyp(avif|avis|mif1|msf1|heic|heix|hevc|hevx|heim|heis)/;

/** Bytes from a file's start that are enough to tell its format. */
export const headLength = 16;

/** The format by a file's first bytes, so that no reader is ever given something that it was not made for. */
export function formatOf(head: Uint8Array): string | undefined {
  const text = String.fromCharCode(...head.subarray(0, headLength));
  if (text.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg';
  if (text.startsWith('\u0089PNG\r\n\u001a\n')) return 'png';
  if (/^RIFF[^]{4}WEBP/.test(text)) return 'webp';
  if (/^GIF8[79]a/.test(text)) return 'gif';
  if (/^(II[*+]\0|MM\0[*+])/.test(text)) return 'tiff';
  const [, brand] = heif.exec(text.slice(4)) ?? [];
  if (brand === undefined) return undefined;
  return brand.startsWith('avi') ? 'avif' : 'heif';
}
