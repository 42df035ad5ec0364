const exifFolder = 0x8769;
const dateTime = 0x0132;
const dateTimeOriginal = 0x9003;
const offsetTimeOriginal = 0x9011;

type Entry = { readonly tag: number; readonly count: number; readonly at: number };

/**
 * When a photo was taken by its EXIF data (the block after “Exif\0\0”, or with it), in milliseconds since 1970; undefined
 * where it does not say. A time without a zone is taken to be local.
 */
export function exifDate(exif: Uint8Array): number | undefined {
  try {
    return dateIn(new Tiff(exif));
  } catch (thrown) {
    // The block ends before what it points to.
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

function dateIn(tiff: Tiff): number | undefined {
  const main = tiff.entries(tiff.first);
  const pointer = main.find(({ tag }) => tag === exifFolder);
  const detail = pointer === undefined ? [] : tiff.entries(tiff.long(pointer.at));
  const original = detail.find(({ tag }) => tag === dateTimeOriginal) ?? main.find(({ tag }) => tag === dateTime);
  const zone = detail.find(({ tag }) => tag === offsetTimeOriginal);
  return original && momentOf(tiff.text(original), zone === undefined ? '' : tiff.text(zone));
}

function momentOf(date: string, zone: string): number | undefined {
  const [, year, month, day, time] = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(date) ?? [];
  if (year === undefined || month === undefined || day === undefined || time === undefined) return undefined;
  const offset = /^[+-]\d\d:\d\d$/.exec(zone)?.[0] ?? '';
  const moment = Date.parse(`${year}-${month}-${day}T${time}${offset}`);
  return Number.isNaN(moment) ? undefined : moment;
}

/** The few kinds of TIFF data that dates need. Reading outside the block throws RangeError. */
class Tiff {
  readonly #view: DataView;
  readonly #little: boolean;

  constructor(exif: Uint8Array) {
    const start = exif[0] === 0x45 ? 6 : 0;
    this.#view = new DataView(exif.buffer, exif.byteOffset + start, Math.max(0, exif.byteLength - start));
    this.#little = this.#view.getUint16(0) === 0x4949;
  }

  get first(): number {
    return this.long(4);
  }

  long(at: number): number {
    return this.#view.getUint32(at, this.#little);
  }

  entries(at: number): Entry[] {
    const count = this.#view.getUint16(at, this.#little);
    return Array.from({ length: count }, (_, index) => this.#entry(at + 2 + 12 * index));
  }

  text({ count, at }: Entry): string {
    const start = count > 4 ? this.long(at) : at;
    const bytes = Array.from({ length: Math.min(count, 64) }, (_, index) => this.#view.getUint8(start + index));
    return String.fromCharCode(...bytes).replace(/\0.*$/s, '');
  }

  #entry(at: number): Entry {
    return { tag: this.#view.getUint16(at, this.#little), count: this.long(at + 4), at: at + 8 };
  }
}
